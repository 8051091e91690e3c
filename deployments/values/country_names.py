"""Names and codes of countries that pycountry lacks: former states, what people write, and the codes of other lists.

Names in English, Dutch, German and French are pycountry's, those of the iso-codes project; these stand beside them.
"""

from __future__ import annotations

#: The first and the last year of former states. ISO 3166-3 says when a code was withdrawn, which is later than the end
#: of the state; these years are those of the acts that made and ended them. `deployments.locales` has their names.
FORMER_YEARS: dict[str, tuple[int | None, int | None]] = {
    # Law 67-521 of 3 July 1967, of France; independence of Djibouti on 27 June 1977.
    "AFI": (1967, 1977),
    # Charter for the Kingdom of 15 December 1954; dissolved on 10 October 2010.
    "ANT": (1954, 2010),
    # Independence of 4 January 1948; Adaptation of Expressions Law of 18 June 1989.
    "BUR": (1948, 1989),
    # Proclaimed on 1 January 1919; renamed on 19 September 1991.
    "BYS": (1919, 1991),
    # Independence of 28 October 1918; Constitutional Act 542/1992: until the end of 31 December 1992.
    "CSK": (1918, 1992),
    # Condominium agreed on 6 April 1939; independence of Kiribati on 12 July 1979.
    "CTE": (1939, 1979),
    # Constitution of 7 October 1949; Unification Treaty, article 1: 3 October 1990.
    "DDR": (1949, 1990),
    # Republic of 4 December 1958; renamed on 30 November 1975.
    "DHY": (1958, 1975),
    # Order in Council of 10 November 1915, in force in 1916; separated on 1 January 1976.
    "GEL": (1916, 1976),
    # Republic of 11 December 1958; renamed on 4 August 1984.
    "HVO": (1958, 1984),
    # Convention of 20 October 1906; independence of Vanuatu on 30 July 1980.
    "NHB": (1906, 1980),
    # Protocol of Uqair, 2 December 1922; its division was registered in June 1991.
    "NTZ": (1922, 1991),
    # Trusteeship Agreement of 18 July 1947; independence of Palau on 1 October 1994.
    "PCI": (1947, 1994),
    # Treaty of 18 November 1903; treaties of 1977, in force on 1 October 1979.
    "PCZ": (1903, 1979),
    # Letters Patent of 1 September 1923; independence of Zimbabwe on 18 April 1980.
    "RHO": (1923, 1980),
    # Constitutional Charter of 4 February 2003; Montenegro independent on 3 June 2006.
    "SCG": (2003, 2006),
    # 36th Amendment of the Constitution of India, 16 May 1975.
    "SKM": (None, 1975),
    # Treaty on the Creation of the USSR, 30 December 1922; declaration 142-N of 26 December 1991.
    "SUN": (1922, 1991),
    # Independence of Timor-Leste on 20 May 2002.
    "TMP": (None, 2002),
    # Declaration of independence of 2 September 1945; reunification of 2 July 1976.
    "VDR": (1945, 1976),
    # Independence of 30 October 1918; unification of 22 May 1990.
    "XNY": (1918, 1990),
    # Geneva Agreements of 20 July 1954; reunification of 2 July 1976.
    "XSV": (1954, 1976),
    # Mandate of 20 July 1922; union with Zanzibar on 26 April 1964.
    "XTG": (1922, 1964),
    # Union with Tanganyika on 26 April 1964.
    "XNZ": (None, 1964),
    # Independence of 30 November 1967; unification of 22 May 1990.
    "YMD": (1967, 1990),
    # Unification of 1 December 1918; the Constitutional Charter of 4 February 2003 renamed it.
    "YUG": (1918, 2003),
    # Renamed on 27 October 1971, and on 17 May 1997.
    "ZAR": (1971, 1997),
}

#: Codes that are accepted beside those of ISO 3166-1. "CS" is not here: it was two countries. Of former states, only
#: codes of two letters that no other list in use gives to another country.
MORE_CODES = {
    "XK": "XKX",
    "YU": "YUG",
    "DD": "DDR",
    "SU": "SUN",
    "YD": "YMD",
    "VD": "VDR",
    "UK": "GBR",
    "UAE": "ARE",
    "DRC": "COD",
    "CAR": "CAF",
}

#: Names that people write and pycountry lacks, by code; first those of today.
MORE_NAMES: dict[str, tuple[str, ...]] = {
    "BES": (
        "Caribbean Netherlands",
        "Caribisch Nederland",
        "Pays-Bas caribéens",
        "Karibische Niederlande",
    ),
    "PCN": (
        "Pitcairn Islands",
        "Pitcairninseln",
    ),
    "SHN": (
        "Saint Helena",
        "Sint-Helena",
        "Sainte-Hélène",
    ),
    "HMD": (
        "Heard and McDonald Islands",
        "Heard en McDonaldeilanden",
        "Heard-et-Îles MacDonald",
    ),
    "SLB": (
        "Salomonen",
        "Solomon Is.",
    ),
    "CYM": ("Kaimaninseln",),
    "CXR": (
        "Weihnachtsinsel",
        "Christmaseiland",
    ),
    "CCK": (
        "Kokosinseln",
        "Keelinginseln",
        "Cocoseilanden",
        "Îles Cocos",
        "Cocos Islands",
        "Keeling Islands",
    ),
    "GUF": (
        "Französisch-Guayana",
        "Frans-Guyana",
    ),
    "FRO": (
        "Färöer",
        "Faeroe Islands",
        "Faroes",
    ),
    "ATF": (
        "Französische Südgebiete",
        "Franse Gebieden in de zuidelijke Indische Oceaan",
    ),
    "SGS": ("Südgeorgien und die Südlichen Sandwichinseln",),
    "SJM": ("Spitzbergen und Jan Mayen",),
    "TCA": ("Turks-et-Caïcos",),
    "UMI": ("Mineures éloignées des États-Unis",),
    "ALA": ("Åland",),
    "ARE": ("Emirates",),
    "BHS": ("The Bahamas",),
    "BIH": (
        "Bosnia and Herz.",
        "Bosnia",
        "Bosnia-Herzegovina",
        "Bosnië",
        "Bosnië-Herzegovina",
        "Bosnien",
        "Bosnien-Herzegowina",
        "Bosnie",
    ),
    "BLR": ("Belarus", "Byelorussia", "Belorussia", "White Russia", "Wit-Rusland", "Weißrussland", "Biélorussie"),
    "BLZ": ("British Honduras",),
    "BWA": ("Bechuanaland",),
    "CHN": ("People's Republic of China", "PRC", "P.R.C.", "Mainland China", "PR China", "P.R. China", "PR of China"),
    "CIV": ("Ivory Coast", "Elfenbeinküste", "Ivoorkust"),
    "COD": (
        "Congo-Kinshasa",
        "DR Congo",
        "D.R. Congo",
        "D.R.C.",
        "Democratic Republic of Congo",
        "Zaire (DRC)",
        "Congo (Kinshasa)",
        "Congo (DRC)",
        "RD Congo",
        "RDC",
        "Belgian Congo",
        "Kongo-Kinshasa",
    ),
    "COG": ("Congo-Brazzaville", "Congo (Brazzaville)", "Republic of Congo", "Kongo-Brazzaville"),
    "CPV": ("Cape Verde", "Kaapverdië", "Cap-Vert", "Kapverden"),
    "CSK": ("Czechoslovak Republic", "Czechoslovak Socialist Republic", "Tschechoslowakei", "Tchécoslovaquie"),
    "CZE": ("Czech Republic", "Tsjechische Republiek", "Czech Rep."),
    "DDR": ("East Germany", "GDR", "Oost-Duitsland", "Ostdeutschland", "Allemagne de l'Est", "RDA"),
    "DEU": ("West Germany", "West-Duitsland", "Westdeutschland", "FRG", "BRD", "RFA", "German Federal Republic"),
    "EGY": ("Arab Republic of Egypt",),
    "ETH": ("Abyssinia",),
    "FLK": ("Falklandinseln", "Îles Malouines", "Malouines", "Islas Malvinas", "Falklands", "Malvinas"),
    "FSM": (
        "Mikronesien",
        "Micronesië",
        "Micronésie",
        "Federated States of Micronesia",
    ),
    "GBR": ("Britain", "Great Britain", "Groot-Brittannië", "U.K.", "Großbritannien", "Grande-Bretagne"),
    "GHA": ("Gold Coast",),
    "GIN": ("Guinea-Conakry",),
    "GMB": ("The Gambia", "Gambia The"),
    "GUY": ("British Guiana",),
    "HKG": (
        "Hong Kong China",
        "R.A.S. chinoise de Hong Kong",
        "Hongkong",
        "Hongkong SAR van China",
        "Sonderverwaltungsregion Hongkong",
        "Hong Kong SAR China",
        "Hong Kong SAR",
    ),
    "IDN": ("Dutch East Indies",),
    "IRL": ("Republic of Ireland", "Éire"),
    "IRN": ("Persia",),
    "KHM": ("Kampuchea", "Khmer Republic"),
    "KOR": ("ROK", "South Korea", "S. Korea"),
    "LAO": ("Lao PDR", "Laos"),
    "LBY": (
        "State of Libya",
        "Libyan Arab Jamahiriya",
    ),
    "LKA": ("Ceylon",),
    "LSO": ("Basutoland",),
    "MAC": (
        "Macao China",
        "R.A.S. chinoise de Macao",
        "Macau SAR van China",
        "Sonderverwaltungsregion Macau",
        "Macao SAR China",
        "Macau",
        "Macao SAR",
        "Macau SAR",
    ),
    "MDA": ("Moldavia",),
    "MID": ("Midway Island",),
    "MKD": (
        "Macedonia",
        "Former Yugoslav Republic of Macedonia",
        "The former Yugoslav Republic of Macedonia",
        "FYROM",
        "FYR Macedonia",
        "Macedonië",
        "Mazedonien",
        "Macédoine",
    ),
    "MMR": ("Burma", "Birma", "Birmanie"),
    "MWI": ("Nyasaland",),
    "MYS": ("Malaya", "Federation of Malaya"),
    "NAM": ("South West Africa",),
    "NLD": ("Holland", "Kingdom of the Netherlands", "Niederlande", "Pays-Bas", "Hollande"),
    "PNG": ("PNG",),
    "PRK": ("DPRK", "N. Korea", "Democratic People's Republic of Korea"),
    "PSE": (
        "Palästina",
        "Territoires palestiniens",
        "Palestijnse gebieden",
        "Palestinian territories",
        "Palästinensische Autonomiegebiete",
        "Palästinensische Gebiete",
        "Gaza and the West Bank",
        "Palestinian Territories",
        "West Bank and Gaza",
        "Occupied Palestinian Territory",
        "Palestinian Authority",
    ),
    "RHO": ("Rhodesia", "Rhodesië", "Rhodesien"),
    "ROU": ("Rumania", "Roumania"),
    "RUS": ("Russland", "Russie", "Russian Federation", "Russische Federatie"),
    "SCG": ("State Union of Serbia and Montenegro", "Serbia & Montenegro"),
    "STP": (
        "Sao Tome & Principe",
        "Sao Tome",
    ),
    "SUN": (
        "USSR",
        "U.S.S.R.",
        "Union of Soviet Socialist Republics",
        "Soviet Russia",
        "Sowjetunion",
        "Union soviétique",
        "URSS",
        "UdSSR",
    ),
    "SUR": ("Dutch Guiana",),
    "SVK": ("Slovak Rep.",),
    "SWZ": ("Swaziland", "Swasiland"),
    "SYR": (
        "Syrische Arabische Republik",
        "Syrian Arab Rep.",
    ),
    "THA": ("Siam",),
    "TLS": ("East Timor", "Oost-Timor", "Osttimor", "Timor oriental"),
    "TUR": ("Turkey", "Republic of Turkey", "Turkije", "Türkei", "Turquie"),
    "TWN": ("Republic of China", "Chinese Taipei", "Formosa", "Taiwan (ROC)"),
    "USA": (
        "America",
        "U.S.",
        "U.S.A.",
        "Vereinigte Staaten von Amerika",
        "États-Unis d'Amérique",
        "United States (US)",
    ),
    "VAT": (
        "Vatikanstadt",
        "Vatikanstaat",
        "Vatikan",
        "Saint-Siège",
        "État de la Cité du Vatican",
        "Heiliger Stuhl",
        "Heilige Stoel",
        "Holy See",
        "Vatican",
        "Vatican City State",
    ),
    "VDR": ("Democratic Republic of Vietnam", "Nordvietnam", "Viet Nam du Nord"),
    "VEN": ("Venezuela RB",),
    "VGB": ("British Virgin Islands",),
    "VIR": ("U.S. Virgin Islands", "US Virgin Islands", "United States Virgin Islands"),
    "XKX": ("Republic of Kosovo", "Kosovo (under UNSCR 1244)"),
    "XNY": ("Jemenitische Arabische Republik", "Yemen Arab Republic", "Nordjemen", "Yémen du Nord"),
    "XSV": ("Republic of Vietnam", "Republic of Viet-Nam", "Südvietnam", "Viet Nam du Sud"),
    "YMD": (
        "Demokratische Volksrepublik Jemen",
        "Democratic Yemen",
        "People's Democratic Republic of Yemen",
        "Yemen People's Republic",
        "PDRY",
        "Südjemen",
        "Yémen du Sud",
    ),
    "YUG": (
        "Federal Republic of Yugoslavia",
        "Socialist Federal Republic of Yugoslavia",
        "FRY",
        "SFRY",
        "Jugoslawien",
        "Yougoslavie",
    ),
    "ZMB": ("Northern Rhodesia",),
    "ZWE": ("Zimbabwe Rhodesia",),
}

#: Names that more than one country has or had.
SHARED_NAMES: dict[str, tuple[str, ...]] = {
    "Antilles": ("ANT", "ATG"),
    "Congo": ("COD", "COG"),
    "Kongo": ("COD", "COG"),
    "Korea": ("KOR", "PRK"),
    "Corée": ("KOR", "PRK"),
    "Guiana": ("GUY", "GUF"),
    "Guyane": ("GUF", "GUY"),
    "United Arab Republic": ("EGY", "SYR"),
    "UAR": ("EGY", "SYR"),
    "Virgin Islands": ("VGB", "VIR"),
    "Channel Islands": ("GGY", "JEY"),
    "CS": ("CSK", "SCG", "CRI"),  # two of ISO's, and one of other lists
}

#: What is a part of a country, and is taken for one: that country sends its forces.
PARTS = dict.fromkeys(
    ("England", "Engeland", "Angleterre", "Scotland", "Schotland", "Schottland", "Wales", "Northern Ireland"), "GBR"
)

#: Parts of the name of a country that people write for all of it; nothing else in a list of countries is called so.
PARTS_OF_NAMES = {
    **dict.fromkeys(("Antigua", "Barbuda"), "ATG"),
    **dict.fromkeys(("Trinidad", "Tobago"), "TTO"),
    **dict.fromkeys(("Saint Kitts", "Nevis"), "KNA"),
    **dict.fromkeys(("Ascension Island", "Tristan da Cunha"), "SHN"),
    **dict.fromkeys(("Bonaire", "Sint Eustatius"), "BES"),
    **dict.fromkeys(("Svalbard", "Spitsbergen", "Jan Mayen"), "SJM"),
    "Saint Vincent": "VCT",
    "Herzegovina": "BIH",
    "Principe": "STP",
}

#: Codes of the Olympic Committee and of FIFA that ISO 3166-1 does not have, each with the code of the country.
_OF_SPORTS = """
ALG DZA ANG AGO ARU ABW ASA ASM BAH BHS BAN BGD BAR BRB BER BMU BHU BTN BIR MMR BIZ BLZ BOT BWA BRU BRN BUL BGR
CAM KHM CAY CYM CGO COG CHA TCD CHI CHL CRC CRI CRO HRV CTA CAF DEN DNK ESA SLV FIJ FJI FRG DEU GAM GMB GBS GNB
GDR DDR GEQ GNQ EQG GNQ GER DEU GRE GRC GRN GRD GUA GTM GUI GIN HAI HTI HOL NLD HON HND INA IDN IRI IRN ISV VIR
IVB VGB KOS XKX KSA SAU KUW KWT LAT LVA LBA LBY LES LSO LIB LBN MAD MDG MAL MYS MAS MYS MAW MWI MGL MNG MON MCO
MRI MUS MTN MRT MYA MMR NCA NIC NED NLD NEP NPL NGR NGA NIG NER NIR GBR OMA OMN PAR PRY PHI PHL PLE PSE POR PRT
PUR PRI RSA ZAF SAM WSM SEY SYC SKN KNA SLO SVN SOL SLB SRI LKA SUD SDN SUI CHE TAN TZA TCH CSK TGA TON TOG TGO
TPE TWN TRI TTO UAE ARE URS SUN URU URY VAN VUT VIE VNM VIN VCT VOL HVO YAR XNY ZAI ZAR ZAM ZMB ZIM ZWE ENG GBR
SCO GBR WAL GBR AHO ANT DAH DHY
"""
#: Likewise the codes of the Correlates of War, of Gleditsch and Ward, and of Polity.
_OF_WARS = """
AAB ATG ALG DZA ANG AGO AUL AUS BAH BHR BAR BRB BFO BFA BHM BHS BHU BTN BNG BGD BOS BIH BOT BWA BRU BRN BUI BDI
BUL BGR CAM KHM CAO CMR CAP CPV CDI CIV CEN CAF CHA TCD CON COG COS CRI CRO HRV CZR CZE DEN DNK DRC COD DRV VNM
EQG GNQ ETI ETH ETM TLS FIJ FJI FRN FRA GAM GMB GDR DDR GFR DEU GMY DEU GRG GEO GRN GRD GUA GTM GUI GIN HAI HTI
HON HND ICE ISL INS IDN IRE IRL IVO CIV KOS XKX KUW KWT KYR KGZ KZK KAZ LAT LVA LEB LBN LES LSO LIB LBY LIT LTU
MAA MRT MAD MDV MAG MDG MAL MYS MAS MUS MAW MWI MLD MDA MNC MCO MNT MNE MON MNG MOR MAR MSI MHL MYA MMR MZM MOZ
NAU NRU NEP NPL NEW NZL NIG NGA NIR NER NTH NLD OMA OMN PAL PLW PAR PRY PHI PHL POR PRT ROK KOR ROM ROU
RUM ROU RVN XSV SAF ZAF SAL SLV SER SRB SEY SYC SIE SLE SIN SGP SKN KNA SLO SVK SLU LCA SNM SMR SOL SLB SPN ESP
SRI LKA SSU SSD SUD SDN SVG VCT SWA SWZ SWD SWE TAJ TJK TAW TWN TAZ TZA THI THA TOG TGO TRI TTO UAE ARE UKG GBR
URU URY USR SUN VAN VUT VIE VNM YAR XNY YGS YUG YPR YMD ZAI COD ZAM ZMB ZAN XNZ ZIM ZWE
"""
#: Likewise those of the World Bank, of number plates, and of the European Union.
_OF_OTHERS = "EL GRC ROM ROU RKS XKX SPA ESP UNK XKX XKK XKX XKS XKX ZAR COD TMP TLS WBG PSE ADO AND IMY IMN"


def codes_of_other_lists() -> dict[str, tuple[str, ...]]:
    """Return the countries of each code of other lists than ISO's: most name one, and some two.

    >>> codes = codes_of_other_lists()
    >>> codes["GER"], codes["SLO"]
    (('DEU',), ('SVN', 'SVK'))
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in (_OF_SPORTS, _OF_WARS, _OF_OTHERS):
        words = text.split()
        for code, meant in zip(words[::2], words[1::2], strict=True):
            found[code] = tuple(dict.fromkeys((*found.get(code, ()), meant)))
    return found
