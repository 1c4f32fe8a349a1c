"""Open fonts as npm gives them out -> the files beside this one: only the characters that reports are promised, no hints. README.md says how."""
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


def span(*ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


def charset(codec, leads, trails=range(0x40, 0xFF)):
    """What a national standard of two bytes a character holds."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                found.update(map(ord, bytes([lead, trail]).decode(codec)))
            except UnicodeDecodeError:
                pass
    return found


def rename(font):
    """Names that no machine has installed, so that nothing else is taken for these: "Noto Sans" becomes "Cautery Noto Sans"; "Plex" is reserved."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (1, 4, 16):
            record.string = "Cautery " + text.replace("IBM Plex ", "")
        elif record.nameID in (3, 6):
            record.string = "Cautery" + text.replace("IBMPlex", "").replace("IBM Plex ", "")


EUROPEAN = span((0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF))
SIGNS = span((0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF)) | {0xFFFD}
ARABIC = span((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
HEBREW = span((0x590, 0x5FF), (0xFB1D, 0xFB4F))
KANA = span((0x3000, 0x303F), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF00, 0xFFEF))
# GB 2312, JIS X 0208 and the first level of Big5: what people's and companies' names are written with nearly always.
HAN = charset("gb2312", range(0xB0, 0xF8)) | charset("euc_jp", range(0xB0, 0xF5)) | charset("big5", range(0xA4, 0xC7))
HANGUL = charset("euc_kr", range(0xB0, 0xC9)) | span((0x1100, 0x11FF), (0x3130, 0x318F))

# So that a name in two scripts is of one font: who draws pictures cannot mix fonts in what is written from the right.
BASIC = span((0x20, 0x7E), (0xA0, 0xFF)) | {0x2013, 0x2019, 0x2026, 0xFFFD}

LATIN = "noto-sans/400Regular/NotoSans_400Regular.ttf"
BOLD = "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf"
PARTS = {
    "NotoSans-Regular.ttf": [(LATIN, EUROPEAN | SIGNS)],
    "NotoSans-SemiBold.ttf": [(BOLD, EUROPEAN | SIGNS)],
    "NotoSans-Regular.woff2": [(LATIN, EUROPEAN | SIGNS)],
    "NotoSans-SemiBold.woff2": [(BOLD, EUROPEAN | SIGNS)],
    "SansArabic-Regular.ttf": [("ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf", ARABIC | BASIC)],
    "NotoSansHebrew-Regular.ttf": [("noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf", HEBREW), (LATIN, BASIC)],
    "NotoSansSC-Regular.ttf": [("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", HAN | KANA | BASIC)],
    "NotoSansKR-Regular.ttf": [("noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf", HANGUL | BASIC)],
}
FEATURES = ["ccmp", "locl", "mark", "mkmk", "init", "medi", "fina", "isol", "rlig", "calt", "kern"]


def subset(path, characters):
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, layout_features=FEATURES, notdef_outline=True))
    subsetter.populate(unicodes=characters - taken)
    subsetter.subset(font)
    taken.update(font.getBestCmap())
    return font


source, target = Path(sys.argv[1]), Path(__file__).parent
for name, pieces in PARTS.items():
    taken = set()
    fonts = [subset(source / path, characters) for path, characters in pieces]
    font = fonts[0]
    if len(fonts) > 1:
        with tempfile.TemporaryDirectory() as folder:
            files = [f"{folder}/{i}.ttf" for i in range(len(fonts))]
            for each, file in zip(fonts, files):
                each.save(file)
            font = Merger().merge(files)
        font["head"].created, font["head"].modified = fonts[0]["head"].created, fonts[0]["head"].modified
        font.recalcTimestamp = False
    rename(font)
    font.flavor = "woff2" if name.endswith(".woff2") else None
    font.save(target / name)
    print(name, len(font.getBestCmap()), (target / name).stat().st_size)
