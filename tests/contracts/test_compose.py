"""compose.yaml is the cluster that the tests run on, from the official image."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).parents[2]
PACKAGED = re.compile(r"<version>(\d+\.\d+\.\d+)\.\d+</version>")


def services():
    return yaml.safe_load((CHECKOUT / "compose.yaml").read_text(encoding="utf-8"))["services"]


def test_three_nodes_know_each_other():
    nodes = services()
    assert len(nodes) == 3
    for name, node in nodes.items():
        settings = node["environment"]
        assert settings["node.name"] == name
        assert set(settings["discovery.seed_hosts"].split(",")) == set(nodes)
        assert set(settings["cluster.initial_cluster_manager_nodes"].split(",")) == set(nodes)


def test_only_this_machine_reaches_them():
    ports = [port for node in services().values() for port in node["ports"]]
    assert len(set(ports)) == 3
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_version_is_the_one_that_is_tested():
    pom = (CHECKOUT / "scripts" / "opensearch" / "pom.xml").read_text(encoding="utf-8")
    (tested,) = PACKAGED.findall(pom)
    assert {node["image"] for node in services().values()} == {
        f"opensearchproject/opensearch:{tested}"
    }
