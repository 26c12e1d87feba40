import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of a cluster: NAME CLUSTER FOLDER HTTP TRANSPORT NAMES SEEDS WATCHED.
 *
 * <p>Runs until it is killed, or until the process numbered WATCHED has ended.
 */
public class Node {
    public static void main(String[] args) throws Exception {
        List<String> names = Arrays.asList(args[5].split(","));
        List<String> seeds = Arrays.asList(args[6].split(","));
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", args[0]);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", args[3]);
            settings.put("transport.port", args[4]);
            settings.put("discovery.type", "zen");
            settings.putList("discovery.seed_hosts", seeds);
            settings.putList("cluster.initial_cluster_manager_nodes", names);
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            settings.put("action.auto_create_index", false);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                runner.close();
            } catch (Exception error) {
                System.err.println(error);
            }
        }));
        runner.build(OpenSearchRunner.newConfigs().clusterName(args[1]).numOfNode(1).basePath(args[2]));
        long watched = Long.parseLong(args[7]);
        while (watched == 0 || ProcessHandle.of(watched).map(ProcessHandle::isAlive).orElse(false)) {
            TimeUnit.SECONDS.sleep(1);
        }
        System.exit(0);
    }
}
