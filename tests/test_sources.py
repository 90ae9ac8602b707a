"""The bundled manifest, other manifests, and choosing from them."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from corpus.authorities import canonical
from corpus.sources import BadManifest, UnknownAuthority, load_sources, select

HEADER = "doc,publisher,local_authority,published,url,sha256,bytes\n"
REPORTS = Path(__file__).parents[2] / "shared" / "reports"


def manifest(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "sources.csv"
    path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_the_bundled_manifest_is_whole_and_regular() -> None:
    sources = load_sources()
    assert len(sources) == 497
    assert len({source.url for source in sources.values()}) == 497
    for doc, source in sources.items():
        assert re.fullmatch(r"[a-z-]+-\d{4}-\d\d-\d\d\.pdf", doc)
        assert source.doc == doc
        assert doc.removesuffix(".pdf").endswith(str(source.published))
        assert source.url.startswith("https://")
        assert (source.sha256 == "") == (source.bytes is None)
        assert canonical(source.authority) == source.authority
    unseen = [doc for doc, source in sources.items() if not source.sha256]
    assert len(unseen) == 4
    assert all("2012" in doc for doc in unseen)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not here")
def test_checksums_are_those_of_the_real_files() -> None:
    sources = load_sources()
    files = sorted(REPORTS.glob("ofsted*/*-2024-*.pdf"))
    assert len(files) > 10
    for path in files:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sources[path.name].sha256


def test_a_manifest_of_ones_own(tmp_path: Path) -> None:
    digest = "A" * 64
    path = manifest(
        tmp_path,
        f'a.pdf,CQC,"Bournemouth, Christchurch & Poole",2024-02-29,https://e.org/a,{digest},12',
        "b.pdf,CQC,Leeds,,http://example.org/b,,",
    )
    a, b = load_sources(path).values()
    assert (a.authority, a.published) == ("Bournemouth, Christchurch & Poole", date(2024, 2, 29))
    assert (a.sha256, a.bytes) == ("a" * 64, 12)
    assert (b.published, b.sha256, b.bytes) == (None, "", None)
    assert select([a, b], ["bournemouth christchurch and poole"]) == [a]
    assert select([a, b], since=date(2024, 2, 29)) == [a]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("../a.pdf,P,Leeds,,https://example.org/a,,", "plain file name"),
        (".a.pdf,P,Leeds,,https://example.org/a,,", "plain file name"),
        (",P,Leeds,,https://example.org/a,,", "plain file name"),
        ("a.pdf,P,Leeds,,file:///etc/passwd,,", "http or https"),
        ("a.pdf,P,Leeds,2024-13-01,https://example.org/a,,", "month"),
        ("a.pdf,P,Leeds,,https://example.org/a,abc,", "64 hex digits"),
        ("a.pdf,P,Leeds,,https://example.org/a,,many", "many"),
        ("a.pdf,P", "http or https"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, problem: str) -> None:
    good = "good.pdf,P,Leeds,,https://example.org/a,,"
    with pytest.raises(BadManifest, match=rf"line 3: .*{problem}"):
        load_sources(manifest(tmp_path, good, row))


def test_other_bad_manifests(tmp_path: Path) -> None:
    with pytest.raises(BadManifest, match=r"lacks the columns \['url', 'sha256', 'bytes'\]"):
        load_sources(manifest(tmp_path, header="doc,publisher,local_authority,published\n"))
    row = "a.pdf,P,Leeds,,https://example.org/a,,"
    with pytest.raises(BadManifest, match=r"line 3: 'a.pdf' twice"):
        load_sources(manifest(tmp_path, row, row))
    with pytest.raises(BadManifest, match="cannot read"):
        load_sources(tmp_path / "none.csv")
    (tmp_path / "sources.csv").write_bytes(HEADER.encode() + b"\xff\xfe,P\n")
    with pytest.raises(BadManifest, match="cannot read"):
        load_sources(tmp_path / "sources.csv")


@pytest.mark.parametrize(
    ("name", "authority"),
    [
        ("harrow", "Harrow"),
        ("HARROW", "Harrow"),
        ("telford & wrekin", "Telford and Wrekin"),
        ("Stoke-On-Trent", "Stoke-on-Trent"),
        ("st. helens", "St Helens"),
        ("Bury", "Bury"),
        ("hull", "Kingston upon Hull"),
        ("London Corporation", "City of London"),
        ("north lincolnshire", "North Lincolnshire"),
    ],
)
def test_an_authority_is_found_however_it_is_typed(name: str, authority: str) -> None:
    found = select(load_sources().values(), [name])
    assert found
    assert {source.authority for source in found} == {authority}


def test_authorities_and_dates_are_chosen_together() -> None:
    found = select(load_sources().values(), ["harrow", "brent"], since=date(2017, 3, 31))
    assert {source.authority for source in found} == {"Harrow", "Brent"}
    assert min(source.published for source in found if source.published) == date(2017, 3, 31)
    assert len(select(load_sources().values())) == 497


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("harow", "Harrow"),
        ("midlesbro", "Middlesbrough"),
        ("northamptonshire", "North Northamptonshire"),
        ("harrow and brent", "nearest|none is near"),
        ("", "none is near"),
        ("Atlantis Prime", "none is near"),
    ],
)
def test_an_unknown_authority_brings_the_nearest_names(name: str, near: str) -> None:
    with pytest.raises(UnknownAuthority, match=near):
        select(load_sources().values(), [name])
