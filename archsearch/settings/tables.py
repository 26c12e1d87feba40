"""What can be set: one frozen dataclass for each table of archsearch.toml.

A setting is a field of one of the dataclasses below; its TOML table is the dataclass's field
name in `Settings`, so ``[web] port = 8000`` is ``Settings.web.port``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Where the index lives and what it is built from.

    Attributes:
        path: folder of the index; its generations lie in it.
        holdings: folders or files that `index build` reads when none is named.
        engine: "whoosh", in the folder, or "opensearch", in a cluster.
        keep: how many generations stay, the current one included.
        audience: who it is for: "public", "reading-room" or "staff"; what these may not see
            doesn't go into it.
        cache_megabytes: room for what was analysed, so that a build after a crash or after a change
            of settings needn't analyse it again; 0 keeps nothing.
    """

    path: Path = Path("index")
    holdings: tuple[Path, ...] = (Path("data/holdings"),)
    engine: str = "whoosh"
    keep: int = 2
    audience: str = "public"
    cache_megabytes: int = 4000


@dataclass(frozen=True, slots=True)
class OpenSearchSettings:
    """The cluster, where ``index.engine`` is "opensearch".

    Attributes:
        hosts: addresses of its nodes ("https://search-1.example.org:9200"); one that doesn't
            answer is left out.
        prefix: what the names of indexes begin with.
        shards: into how many parts an index is divided.
        replicas: copies of each part beside itself; without one, a node that dies takes its
            part of the documents along.
        user, password: basic authentication, or "".
        ca_file: certificates to trust instead of the system's, or "".
        verify: whether certificates are checked.
        timeout: seconds that an answer may take where the search sets no limit.
        patience: seconds for which a build goes on asking a cluster that takes no documents.
        connections: to each node, at most.
    """

    hosts: tuple[str, ...] = ("http://127.0.0.1:9200",)
    prefix: str = "archsearch"
    shards: int = 1
    replicas: int = 1
    user: str = ""
    password: str = ""
    ca_file: str = ""
    verify: bool = True
    timeout: float = 10.0
    patience: float = 120.0
    connections: int = 16


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Limits of what the readers take.

    Attributes:
        max_file_bytes: a larger file is refused.
        max_records: a manifest with more rows is refused.
        max_unpacked_bytes: an archive or office file that unpacks to more is refused.
        max_unpacked_ratio: so is one that unpacks to more than so many times its size.
        max_members: so is one with more files in it.
        max_pages: a PDF with more is refused.
        convert_seconds: so long LibreOffice or djvutxt may take for one file.
        read_seconds: so long reading one record, or getting to the next one in a file, may take.
        jobs: processes that read; 0 is as many as there are processors.
    """

    max_file_bytes: int = 256 * 1024 * 1024
    max_records: int = 5_000_000
    max_unpacked_bytes: int = 1024 * 1024 * 1024
    max_unpacked_ratio: int = 200
    max_members: int = 100_000
    max_pages: int = 20_000
    convert_seconds: float = 120.0
    read_seconds: float = 300.0
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """Additions to the tables of the text chain.

    Attributes:
        abbreviations: abbreviation (without its full stop) to the word it stands for.
    """

    abbreviations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Limits on what a reader may ask.

    Attributes:
        max_query_length: characters; the rest is cut, with a notice.
        max_limit: hits a page may have.
        time_limit: seconds after which a partial answer is given.
        variants: whether names find their other spellings unless the reader says otherwise.
        translations: whether words find their translations, as far as the holdings teach them.
        starter_authorities: whether the persons and towns that archsearch brings (Xinjiang,
            Central Asia, wartime diplomacy) count beside those of ``authorities.toml``.
    """

    max_query_length: int = 1000
    max_limit: int = 100
    time_limit: float = 5.0
    variants: bool = True
    translations: bool = True
    starter_authorities: bool = True


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The pages.

    Attributes:
        title: what the reading room calls its search.
        introduction: a sentence below the title on the start page.
        language: interface language where neither the address nor the browser asks for one of
            the two there are: "en" or "ru".
        examples: queries offered on the start page; those that find nothing aren't shown.
        colours: CSS colours by name: "accent", "paper", "ink", "mark"; they replace those of
            the light theme.
        box_texts: texts of the search box on pages of other sites, by name and language
            ("label_ru", "search_en", …).
        logo: a picture (PNG, SVG, JPEG, WebP) shown beside the title, or "".
        public_url: address under which readers reach the pages ("https://example.org/catalogue");
            permalinks, feeds and citations use it; without it they use the request's own.
        host, port: where `serve` listens.
        threads: how many requests are in hand at once; those that search are fewer, so that a
            page without a search never waits long.
        page_size: hits on a page.
        max_offset: hits a reader can leaf through; beyond it a narrower query serves better.
        part_size: passages of a document on one page; a longer one is shown in parts.
        export_limit: records that one download may hold.
        export_passages: passages of their texts that it may hold.
        cors_origins: origins ("https://example.org") whose pages may call the JSON API; "*" is all.
        frame_ancestors: origins whose pages may show the pages in a frame.
        iiif_hosts: origins whose IIIF manifests and images the viewer beside a text loads; those
            of other hosts are links, and in a kiosk all are.
        trusted_proxies: how many reverse proxies in front set X-Forwarded-For, -Proto, -Host and
            -Prefix.
        requests_per_minute: searches and documents one address may ask for; 0 is no limit.
        searches_at_once: searches under way at one time; further ones wait a little, then are
            asked to come back.
        robots: whether search engines may list the documents.
        statistics: a file for daily counts and for queries that found nothing three times, or ""
            for none; no address and nothing that tells one reader from another is in it.
        metrics: whether ``/metrics`` tells Prometheus how the server does.
    """

    title: str = "archsearch"
    introduction: str = ""
    language: str = "en"
    examples: tuple[str, ...] = ("Alihan Tore", "Кульджа", "угнетатель", '"Soviet Union"')
    colours: dict[str, str] = field(default_factory=dict)
    box_texts: dict[str, str] = field(default_factory=dict)
    logo: str = ""
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    page_size: int = 10
    max_offset: int = 10_000
    part_size: int = 200
    export_limit: int = 500
    export_passages: int = 50_000
    cors_origins: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = ()
    iiif_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    requests_per_minute: int = 0
    searches_at_once: int = 4
    robots: bool = True
    statistics: str = ""
    metrics: bool = False


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """The pages on a reading room's own screen.

    Attributes:
        enabled: whether the pages are a kiosk: nothing leads out, nothing is left behind.
        idle_seconds: without a touch for so long, the reader is taken to have gone.
        warning_seconds: countdown before the start page comes back.
        pin: opens the staff page; "" means that there is none.
        printing: whether a document can be printed.
        collection: the one collection that it shows: others are neither found nor counted nor
            suggested; "" is all.
        welcome: heading of the start page by interface language; else the title of the pages.
        introduction: what stands below it, by interface language; else that of the pages.
        examples: queries offered on the start page; else those of the pages.
        attract: ids of documents shown in turn while nobody is there.
        attract_seconds: how long each of them stays.
    """

    enabled: bool = False
    idle_seconds: int = 120
    warning_seconds: int = 20
    pin: str = ""
    printing: bool = False
    collection: str = ""
    welcome: dict[str, str] = field(default_factory=dict)
    introduction: dict[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    attract: tuple[str, ...] = ()
    attract_seconds: int = 20


@dataclass(frozen=True, slots=True)
class LoggingSettings:
    """Log lines of the command line and of `serve`.

    Attributes:
        format: "plain" for people, "json" for programs: an object a line.
        level: "debug", "info", "warning" or "error"; lines below it aren't written.
        file: where they are written too, beside the standard error stream, or "".
    """

    format: str = "plain"
    level: str = "info"
    file: str = ""


@dataclass(frozen=True, slots=True)
class RepositoriesSettings:
    """Repositories beyond those that archsearch knows.

    Attributes:
        names: a repository each, its names with `|` between them, the one that it is known by first
            ("GAKO | ГАКО | State Archive of Kursk Oblast | Государственный архив Курской
            области"); where the first is one that is known already, the others are added to it.
    """

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, by room."""

    index: IndexSettings = field(default_factory=IndexSettings)
    opensearch: OpenSearchSettings = field(default_factory=OpenSearchSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    repositories: RepositoriesSettings = field(default_factory=RepositoriesSettings)
    analysis: AnalysisSettings = field(default_factory=AnalysisSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    web: WebSettings = field(default_factory=WebSettings)
    kiosk: KioskSettings = field(default_factory=KioskSettings)
    logging: LoggingSettings = field(default_factory=LoggingSettings)
