"""One Markdown text as HTML and PDF: the same numbers, references and content in both."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from tests.render.notebooks import REPORT, TABLE, make_project

from kdanalysis.project import InputError, Project
from kdanalysis.render.configuration import read_profile
from kdanalysis.render.documents import write_html, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1H9"/></svg>'


def page(project: Project, profile: str = "dassos") -> str:
    return (project.site / profile / f"{REPORT}.html").read_text(encoding="utf-8")


def printed(project: Project, profile: str = "dassos") -> PdfReader:
    return PdfReader(project.site / profile / f"{REPORT}.pdf")


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def plain(html: str) -> str:
    body = html[html.index("<main") :]
    return words(re.sub(r"<[^>]+>", "", body))


def pdf_text(project: Project, profile: str = "dassos") -> str:
    return words(" ".join(sheet.extract_text() for sheet in printed(project, profile).pages))


def write(folder: Path, markdown: str, write_it: Any = write_html) -> Path:
    """Write `markdown` as a whole document and return its place."""
    project = make_project(folder / "project", [])
    metadata = read_profile(project, "dassos").metadata(
        {"title": "T", "date": date(2026, 1, 2)}, "typst"
    )
    (folder / "a.svg").write_text(_SVG)
    target = folder / "ud"
    write_it(markdown, metadata, folder, "analyses/x.ipynb", target)
    return target


@pytest.mark.parametrize(
    "said",
    [
        "10,9 %",
        "se Tabel 1, Figur 1, Figur 2, Afsnit 1.1, nummer 2 og Ligning",
        "Figur 1: Billedtekst til fig-botilbud. Kilde: prøvedata.",
        "Figur 2: Billedtekst til fig-privat.",
        "Tabel 1: Udgifter til botilbud. Mio. kr.",
        "Tabel 2: Udgifter til botilbud.",
        "Bemærk",
        "Forbehold her",
        "Eget navn",
        "Fodnoten nævner kilden.",
        "1.1 Under",
        "2 På tværs",
        "1.234,5",
        "−2,0",
    ],
)
def test_both_formats_say_the_same(rendered: Project, said: str) -> None:
    assert said in plain(page(rendered)).replace("\u00a0", " ")
    assert said in pdf_text(rendered).replace("\u00a0", " ")


def test_each_format_shows_its_own_content(rendered: Project) -> None:
    html, pdf = plain(page(rendered)), pdf_text(rendered)
    assert "Kun på skærmen." in html
    assert "Kun på papiret." not in html
    assert "Kun på papiret." in pdf
    assert "Kun på skærmen." not in pdf


def test_each_committee_sees_its_own_content(rendered: Project) -> None:
    for profile, own, other in (
        ("dassos", "Kun til DASSOS.", "Ikke til DASSOS."),
        ("kdnet", "Ikke til DASSOS.", "Kun til DASSOS."),
    ):
        for shown in (plain(page(rendered, profile)), pdf_text(rendered, profile)):
            assert own in shown
            assert other not in shown


def test_computed_numbers_keep_class_and_key_in_html(rendered: Project) -> None:
    assert 'class="n" data-k="growth_pct(area=082)"' in page(rendered)


def test_references_lead_to_what_they_name(rendered: Project) -> None:
    html = page(rendered)
    targets = re.findall(r'<a href="#([^"]+)"[^>]*class="ref"', html)
    named = "tbl-voksne fig-botilbud fig-privat sec-under fig-privat eq-andel"
    assert targets == named.split()
    for target in targets:
        assert html.count(f'id="{target}"') == 1


def test_the_page_is_danish_titled_and_has_a_way_past_the_contents(rendered: Project) -> None:
    html = page(rendered)
    assert '<html lang="da">' in html
    assert "<title>Prøverapport – DASSOS</title>" in html
    assert html.count("<h1>") == 1
    assert '<a class="skip" href="#indhold">Gå til indholdet</a>' in html
    assert 'id="toc-title">Indhold<' in html
    assert "1.1" in html[html.index('id="TOC"') : html.index("<main")]


def test_the_page_holds_everything_itself(rendered: Project) -> None:
    html = page(rendered)
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    assert "@import" not in html
    assert len(re.findall(r'<img [^>]*src="data:image/svg\+xml', html)) == 2
    assert html.count("Søjlen er høj.") >= 2


def test_tables_name_rows_and_columns(rendered: Project) -> None:
    html = page(rendered)
    assert len(re.findall(r"<th[^>]*>Botilbud</th>", html)) == 2
    assert (
        len(
            re.findall(
                r'<div class="table" role="region" tabindex="0" aria-label="Tabel \d">', html
            )
        )
        == 2
    )


def test_an_empty_corner_is_named_for_those_who_listen(tmp_path: Path) -> None:
    unnamed = TABLE.format(name="tbl-a").replace("| Område |", "| |")
    assert '<span class="visually-hidden">Række</span>' in write(tmp_path, unnamed).read_text()


def test_the_pdf_declares_its_standards_and_language(rendered: Project) -> None:
    reader = printed(rendered)
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/Lang"] == "da"
    xmp = catalog["/Metadata"].get_data().decode()
    assert re.search(r"<pdfuaid:part>1<", xmp)
    assert re.search(r"<pdfaid:part>2<", xmp)
    assert re.search(r"<pdfaid:conformance>A<", xmp)
    assert reader.metadata is not None
    assert reader.metadata.title == "Prøverapport"


def test_the_pdf_is_tagged_with_alternative_texts(rendered: Project) -> None:
    tags, alts = [], []
    root: Any = printed(rendered).trailer["/Root"]
    queue: list[Any] = [root["/StructTreeRoot"]]
    while queue:
        node = queue.pop()
        tags.append(node.get("/S"))
        alts.append(words(node.get("/Alt", "")))
        children = node.get("/K", [])
        listed = children if isinstance(children, list) else [children]
        queue += [kid.get_object() for kid in listed if hasattr(kid.get_object(), "get")]
    assert alts.count("Søjlen er høj.") == 2
    assert {"s er a delt med b", "a delt med b", "x₁ + n"} <= set(alts)
    assert {"/Table", "/TH", "/Figure", "/Caption", "/H1", "/H2", "/TOC", "/Note"} <= set(tags)


def test_the_pdf_embeds_one_sans_and_no_other_text_font(rendered: Project) -> None:
    fonts: set[str] = set()
    for sheet in printed(rendered).pages:
        resources: Any = sheet["/Resources"]
        fonts |= {
            font.get_object()["/BaseFont"].partition("+")[2] for font in resources["/Font"].values()
        }
    assert fonts
    assert {font for font in fonts if not font.startswith(("SourceSansPro", "NewCMMath"))} == set()


def test_every_page_says_which_it_is_of_how_many(rendered: Project) -> None:
    pages = printed(rendered).pages
    for number, sheet in enumerate(pages, start=1):
        assert f"Side {number} af {len(pages)}" in words(sheet.extract_text())
    assert "DASSOS" in pages[1].extract_text()
    assert "2026" in pages[0].extract_text()


def test_only_what_is_marked_lies_across(rendered: Project) -> None:
    across = [
        sheet for sheet in printed(rendered).pages if sheet.mediabox.width > sheet.mediabox.height
    ]
    assert len(across) == 1
    assert "Tabel 2" in across[0].extract_text().replace("\u00a0", " ")


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    text = '# A\n\n![Et billede](a.svg) [1]{.n k="a" look="b" z="c"}\n\n' + TABLE.format(
        name="tbl-a"
    )
    for how in (write_html, write_pdf):
        first, second = (write(tmp_path / how.__name__ / name, text, how) for name in "ab")
        assert first.read_bytes() == second.read_bytes()


FIGURE = '::: {#fig-a fig-alt="alt"}\n![](a.svg)\n\nTekst\n:::\n\n'

FAULTS = {
    "ukendt figur": ("Se @fig-b.", "@fig-b"),
    "ukendt i en gruppe": (FIGURE + "Se [@fig-a; @tbl-c].", "@tbl-c"),
    "ukendt kilde": ("Se @hansen2020.", "@hansen2020"),
    "ord i henvisningen": (FIGURE + "[se @fig-a]", "@fig-a"),
    "ord efter henvisningen": (FIGURE + "[@fig-a, s. 3]", "@fig-a"),
    "afsnit uden nummer": ("# A {#sec-a .unnumbered}\n\nSe @sec-a.", "@sec-a"),
    "ukendt link": ("Se [her](#ingenting).", "#ingenting"),
    "billede uden tekst": ("![](a.svg)", "a.svg"),
    "formel uden tekst": ("$$ a $$ {#eq-a}", "$$ a $$"),
    "formel uden navn": ("$$ a $$", "$$ a $$"),
    "samme figur to gange": (FIGURE + FIGURE, "fig-a"),
    "samme navn på figur og afsnit": (FIGURE + "# A {#fig-a}", "fig-a"),
    "figur uden billedtekst": ('::: {#fig-a fig-alt="alt"}\n![](a.svg)\n:::', "fig-a"),
    "tabel uden tekst": ("::: {#tbl-a}\n| a |\n|:--|\n| 1 |\n:::", "tbl-a"),
    "ukendt boks": ("::: {.callout-pas-paa}\nx\n:::", "pas"),
    "billede der mangler": ("![alt](mangler.svg)", "mangler.svg"),
    "samme fodnote to gange": ("a[^1]\n\n[^1]: b\n\n[^1]: c", "Duplicate note"),
    "samme overskrift to gange": ("# A {#sec-a}\n\n# B {#sec-a}", "sec-a"),
}


@pytest.mark.parametrize(("markdown", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_the_text_stops_with_its_name(tmp_path: Path, markdown: str, said: str) -> None:
    with pytest.raises(InputError) as fault:
        write(tmp_path, markdown)
    assert said in fault.value.what
    assert fault.value.where == "analyses/x.ipynb"
    assert not (tmp_path / "ud").exists()


def test_all_faults_of_a_kind_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as fault:
        write(tmp_path, "Se @fig-b, @fig-b og @tbl-c.")
    assert fault.value.what.count("@fig-b") == 1
    assert "@tbl-c" in fault.value.what


@pytest.mark.parametrize("write_it", [write_html, write_pdf])
def test_a_table_need_not_be_numbered(tmp_path: Path, write_it: Any) -> None:
    bare = "# A\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n"
    captioned = bare + "\n: Tekst uden navn\n"
    for number, text in enumerate([bare, captioned]):
        assert write(tmp_path / str(number), text, write_it).stat().st_size > 1000


def test_a_word_missing_from_the_settings_stops(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", [])
    metadata = read_profile(project, "dassos").metadata({"title": "T"}, "html")
    metadata["language"].pop("crossref-fig-title")
    (tmp_path / "a.svg").write_text(_SVG)
    with pytest.raises(InputError, match="crossref-fig-title"):
        write_html(FIGURE, metadata, tmp_path, "x", tmp_path / "ud")


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("# A\n\n### Springer over", "heading"),
        ("# A\n\n`#nonsense()`{=typst}", "nonsense"),
    ],
)
def test_a_page_that_cannot_be_set_stops(tmp_path: Path, markdown: str, said: str) -> None:
    with pytest.raises(InputError) as fault:
        write(tmp_path, markdown, write_pdf)
    assert said in fault.value.what


def test_a_font_that_is_not_there_stops(tmp_path: Path) -> None:
    markdown = '# A\n\n`#text(font: "Ukendt Skrift")[x]`{=typst}'
    with pytest.raises(InputError, match="ukendt skrift"):
        write(tmp_path, markdown, write_pdf)


def test_a_report_without_contents_or_numbers_has_none(tmp_path: Path) -> None:
    metadata = {"title": "T", "lang": "da"}
    write_html("# A", metadata, tmp_path, "x", tmp_path / "ud")
    html = (tmp_path / "ud").read_text()
    assert 'id="TOC"' not in html
    assert 'class="header-section-number"' not in html
