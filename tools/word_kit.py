"""The few pieces of WordprocessingML that our blanks are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Times New Roman"
MM = 56.7  # twentieths of a point in a millimetre
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, kw_only=True)
class Style:
    """A paragraph style; sizes in points, indents in millimetres, spaces in points."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    line: int = 240  # 240 is single
    first: float = 0
    left: float = 0
    keep_next: bool = False

    @property
    def id(self) -> str:
        return "T" + "".join(f"{ord(c):x}" if not c.isascii() else c for c in self.name if c.isalnum())

    def xml(self) -> str:
        weight = ("<w:b/><w:bCs/>" if self.bold else "") + ("<w:i/><w:iCs/>" if self.italic else "")
        half = round(self.size * 2)
        keep = "<w:keepNext/>" if self.keep_next else ""
        first = (
            f' w:hanging="{round(-self.first * MM)}"' if self.first < 0 else f' w:firstLine="{round(self.first * MM)}"'
        )
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}<w:spacing w:before="{round(self.before * 20)}" '
            f'w:after="{round(self.after * 20)}" w:line="{self.line}" w:lineRule="auto"/>'
            f'<w:ind w:left="{round(self.left * MM)}"{first}/><w:jc w:val="{self.align}"/></w:pPr>'
            f'<w:rPr>{weight}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
        )


def para(style: Style, text: str = "") -> str:
    """A paragraph; **words** between double stars are bold."""
    runs = []
    for index, piece in enumerate(_BOLD.split(text)):
        if piece:
            weight = "<w:rPr><w:b/><w:bCs/></w:rPr>" if index % 2 else ""
            runs.append(f'<w:r>{weight}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
    return f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/></w:pPr>{"".join(runs)}</w:p>'


def frame(widths: tuple[float, ...], *rows: tuple[str, ...]) -> str:
    """A table without lines that holds cells side by side; widths in millimetres."""
    sizes = [round(width * MM) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(sizes, row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _cells(sizes: list[int], row: tuple[str, ...]) -> str:
    pairs = zip(sizes, row, strict=True)
    return "".join(f'<w:tc><w:tcPr><w:tcW w:w="{s}" w:type="dxa"/></w:tcPr>{inner}</w:tc>' for s, inner in pairs)


def package(title: str, body: str, styles: tuple[Style, ...]) -> bytes:
    """A complete Word file: A4 upright, margins 20-20-30-15 mm, page number at the top from page 2."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("header", "header1.xml"), ("header", "header2.xml")
        ),
        "word/styles.xml": _styles(styles),
        "word/settings.xml": _settings(),
        "word/header1.xml": _header(_page_number()),
        "word/header2.xml": _header(""),
        "docProps/core.xml": _core(title),
    }
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", _core_relation() + "</Relationships>")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = ZipInfo(name, date_time=(2020, 3, 5, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, _DECLARATION + text)
    return out.getvalue()


def _document(body: str) -> str:
    return f'<w:document xmlns:w="{W}" xmlns:r="{_R}"><w:body>{body}{_section()}</w:body></w:document>'


def _section() -> str:
    side = {name: round(size * MM) for name, size in {"top": 20, "bottom": 20, "left": 30, "right": 15}.items()}
    margins = " ".join(f'w:{name}="{size}"' for name, size in side.items())
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _styles(styles: tuple[Style, ...]) -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="28"/>'
        '<w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" '
        'w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(style.xml() for style in styles)}</w:styles>"
    )


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        "</w:settings>"
    )


def _header(inner: str) -> str:
    return f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{inner}</w:p></w:hdr>'


def _page_number() -> str:
    kinds = ("begin", "", "separate", "1", "end")
    runs = []
    for kind in kinds:
        inner = f'<w:fldChar w:fldCharType="{kind}"/>'
        if not kind:
            inner = '<w:instrText xml:space="preserve"> PAGE </w:instrText>'
        if kind == "1":
            inner = "<w:t>1</w:t>"
        runs.append(f'<w:r><w:rPr><w:sz w:val="28"/></w:rPr>{inner}</w:r>')
    return "".join(runs)


def _content_types() -> str:
    kinds = {
        "word/document.xml": "document.main",
        "word/styles.xml": "styles",
        "word/settings.xml": "settings",
        "word/header1.xml": "header",
        "word/header2.xml": "header",
    }
    parts = "".join(f'<Override PartName="/{n}" ContentType="{_OFFICE}.{k}+xml"/>' for n, k in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _core_relation() -> str:
    kind = f"{_PACKAGE}/relationships/metadata/core-properties"
    return f'<Relationship Id="rIdCore" Type="{kind}" Target="docProps/core.xml"/>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>"
    )
