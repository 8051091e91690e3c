"""Small tables and mappings of them at random, with every feature of mappings and everything that can be wrong."""

from random import Random

DAYS = (
    "2014-01-31",
    "2014-02-28",
    "2014-03-31",
    "2014-02",
    " 2014-01-31",
    "2014-02-27",
    "2014-13-01",
    "1985-06-30",
    "",
)
WHO = ("NLD", "Netherlands", "DEU", "Russia", "'DEU", "Twins", "NA", "Nowhere", "Total", "", "-9", "NATO", "SVK")
MISSIONS = ("KFOR", "KFOR ", "K-FOR", "UNMIL", "KFOR'", "all", "", "Old Name")
NUMBERS = ("0", "0", "5", "7", "850", "~6", "1,234", "5..9", "many", "", "-9", "12*", "5 ")
FORCES = ("", "troops", "police", "staff'", "-9")
STARTS = ("2013-01", "2013-05-01", "2015", "2016-02", "soon", "", "2014-01-31", "[..2013-06]", "[2014-02..]")
TITLES = ("The paper", "The letter", "", "-9", "The paper'")
PLACES = ("Darwin, AUS", "Omsk, RUS", "", "nowhere in particular", "-9")
NAMES = ("Shield", "Sword", "", "-9")
HOSTS = ("DEU", "Nowhere", "")
KINDS = ("army", "navy", "", "staff")
DATES = ("2014-02-15", "2014-05", "", "soon", "2016")
LINKS = ("https://example.org/a", "https://example.org/b", "", "example.org")
WORDS = ("they are there", "a few", "", "-9")
SEVERAL = (
    "NLD (5)",
    "NLD (5), DEU (7)",
    "DEU (0); NLD (7)",
    "",
    "NLD",
    "Nowhere (5)",
    "NLD (5), NLD (7)",
    "-9",
    "FRA (-)",
)
YEARS, MONTHS = ("2014", "2013", "", "-9"), ("1", "02", "", "13", "-9")
THERE = ("yes", "no", "", "x", "perhaps", "-9")


def _some(chance: Random, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a few words, more often the first of them, so that rows meet each other."""
    return words[: chance.randint(1, len(words))]


def mapping_and_tables(chance: Random) -> tuple[str, list[str]]:
    """Return a mapping, and one or two tables for it."""
    columns: dict[str, tuple[str, ...]] = {}
    top, tables = ['unknown = ["-9"]'], [_source(chance, columns), _contributor(chance, columns)]
    if chance.random() < 0.8:
        tables.append(_mission(chance, columns))
    if chance.random() < 0.3:
        columns["place"] = PLACES
        tables.append('[place]\ntext = "place"')
    if chance.random() < 0.3:
        columns["force"] = FORCES
        top.append('force = "force"')
    if chance.random() < 0.3:
        top.append("derived = true")
    if chance.random() < 0.3:
        tables.append('[[totals]]\ncolumn = "country"\nwords = ["Total"]')
    if chance.random() < 0.3:
        top.append('thousands = ","')
    if chance.random() < 0.3:
        top.append('zero = ["-", "many"]')
    _rows(chance, columns, top, tables)
    has_day = _claims(chance, columns, top, tables)
    if has_day and chance.random() < 0.5:
        within = '["mission", "source"]' if {"title", "link"} & {*columns} else chance.choice(('"mission"', '"table"'))
        ways = [f"complete = {{ within = {within} }}", f"absent = {{ zero = true, within = {within} }}"]
        top.append(chance.choice(ways[:1] if "there" in columns else ways))
    few = {name: _some(chance, words) for name, words in columns.items()}
    text = "\n".join([*top, *tables]) + "\n"
    return text, [_table(chance, few) for _ in range(chance.choice((1, 1, 2)))]


def _source(chance: Random, columns: dict[str, tuple[str, ...]]) -> str:
    way = chance.randrange(4)
    if way == 3:
        columns |= {"title": TITLES, "date": DATES, "link": LINKS}
        fields = 'title = { column = "title" }\npublished = { column = "date" }\nurl = { column = "link" }'
        return f'[source]\n{fields}\naccessed = "2020"'
    if way == 0:
        return '[source]\ntitle = "A table"\neach = "day"\nwithin = "P3M"'
    if way == 1:
        columns["title"] = TITLES
        return '[source]\ncolumn = "title"\npublished = "2014-03-15"' + chance.choice(("", '\ntitle = "A table"'))
    return f'[source]\ntitle = "A table"\npublished = "{chance.choice(("2014-03-15", "2016"))}"'


def _contributor(chance: Random, columns: dict[str, tuple[str, ...]]) -> str:
    columns["country"] = WHO
    column = 'column = "country"'
    if chance.random() < 0.2:
        columns["country 2"] = WHO
        column = 'each = "country*"'
    found = f'[contributor]\n{column}\naliases = {{ Twins = ["BEL", "NLD"] }}'
    if chance.random() < 0.3:
        found += '\n[[contributor.former]]\nname = "Russia"\nuntil = "1991-12-25"\ncountry = "SUN"'
    return found


def _rows(chance: Random, columns: dict[str, tuple[str, ...]], top: list[str], tables: list[str]) -> None:
    """Add what a mapping says of which rows are meant, and of cells that are filled from above."""
    if chance.random() < 0.2:
        columns["kind"] = KINDS
        way = chance.choice(("only", "leave_out"))
        tables.append(f'[[{way}]]\ncolumn = "kind"\n' + chance.choice(('words = ["army", ""]', 'like = ["*y"]')))
    if chance.random() < 0.2:
        top.append(f'fill_down = ["{chance.choice([*columns])}"]')
    if chance.random() < 0.2:
        columns["words"] = WORDS
        top.append('wording = "words"\nnote = "words"')


def _mission(chance: Random, columns: dict[str, tuple[str, ...]]) -> str:
    columns["mission"] = MISSIONS
    found = '[mission]\ncolumn = "mission"\naliases = { "Old Name" = "KFOR" }'
    if chance.random() < 0.2:
        columns["name"] = NAMES
        found += '\nname = "name"'
    if chance.random() < 0.2:
        columns["host"] = HOSTS
        found += '\nhost = "host"'
    if chance.random() < 0.3:
        columns |= {"began": STARTS, "ended": STARTS}
        found += '\nstart = "began"\nend = "ended"'
    return found


def _claims(chance: Random, columns: dict[str, tuple[str, ...]], top: list[str], tables: list[str]) -> bool:
    """Add the claims of a mapping; return whether there is a strength on a day."""
    way = chance.randrange(8)
    if way == 5:
        columns |= {"all of them": SEVERAL, "day": DAYS}
        tables[1] = (
            tables[1]
            .replace('column = "country"', 'column = "who"', 1)
            .replace('each = "country*"', 'column = "who"', 1)
        )
        tables.append('[[split]]\ncolumn = "all of them"\nby = [",", ";"]\npattern = "{who} ({n})"')
        top += ['day = "day"', 'strength = "n"']
        return True
    if way == 6:
        columns |= {"year": YEARS, "month": MONTHS, "number": NUMBERS}
        at = chance.choice(("some", "start", "end", "throughout"))
        top += [f'day = {{ join = ["year", "month"], at = "{at}" }}', 'strength = "number"']
        return True
    if way == 7:
        columns |= {"day": DAYS, "there": THERE}
        top += ['day = "day"', 'present = "there"']
        return True
    if way == 0:
        columns |= {"from": STARTS, "to": STARTS}
        top += ['start = "from"', 'end = "to"']
        return False
    if way == 1:
        columns |= {"2014-01-31": NUMBERS, "2014-02-28": NUMBERS}
        top += ["day = { header = true }", 'strength = { each = "20*" }']
        return True
    columns["day"] = DAYS
    if way == 3 and "country 2" in columns:
        columns |= {"number": NUMBERS, "number 2": NUMBERS}
        top += ['day = "day"', 'strength = { each = "number*", zero = ["12*"] }']
        return True
    top.append(chance.choice(('day = "day"', 'day = { column = "day", month_end = true }')))
    if way == 2:
        _parts(chance, columns, top, tables)
        return True
    columns["number"] = NUMBERS
    top.append('strength = "number"')
    if way == 3:
        columns |= {"most": NUMBERS, "who": ("Parliament", "", "-9"), "from": STARTS}
        top += ['ceiling = "most"', 'by = "who"', 'start = "from"']
    return True


def _parts(chance: Random, columns: dict[str, tuple[str, ...]], top: list[str], tables: list[str]) -> None:
    """Add a strength of several parts, and dates that a row gives to all of them."""
    columns |= {"everybody": NUMBERS, "men": NUMBERS, "women": NUMBERS}
    tables.append('[parts.staff]\nstrength = "everybody"')
    part_of = chance.choice(("", '\npart_of = "staff"'))
    tables.append(f'[parts.some]\nstrength = {{ add = ["men", "women"] }}{part_of}')
    if chance.random() < 0.5:
        columns |= {"from": STARTS, "to": STARTS}
        top += chance.choice((['start = "from"', 'end = "to"'], ['end = "to"']))
    if chance.random() < 0.3:
        columns["guests"] = NUMBERS
        tables.append('[parts.guests]\nstrength = "guests"')


def _table(chance: Random, columns: dict[str, tuple[str, ...]]) -> str:
    rows = [[chance.choice(words) for words in columns.values()] for _ in range(chance.randrange(14))]
    for row in rows:
        if chance.random() < 0.1:
            row.append(chance.choice(("", " ", "more")))
        if chance.random() < 0.05:
            row.pop()
        if chance.random() < 0.05:
            row[:] = [""] * len(row)
        if chance.random() < 0.03:
            row[0] += '"x'
    return "".join(",".join(_cell(cell) for cell in row) + "\n" for row in [list(columns), *rows])


def _cell(text: str) -> str:
    return f'"{text}"' if "," in text or '"' in text[:-2] else text
