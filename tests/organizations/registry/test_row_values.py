"""Values of a row: check digits, what is repaired, what is refused and with which advice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.registry import Field
from organizations.registry.check_digits import inn_fault
from organizations.registry.places import code_check_digit
from organizations.registry.row_values import READERS, Value, inn_value, ogrn_value
from tests.organizations.registry.tables import INN, OGRN, csv_file, faults_of, only, rows_of, xlsx_file

HEAD = ["Район", "Краткое наименование", "ИНН", "ОГРН"]


def read_inn(text: str) -> Value:
    return inn_value(Field.INN, text)


def read_ogrn(text: str) -> Value:
    return ogrn_value(Field.OGRN, text)


SOUND_INN = """
6720002806 6730017093 6730001897 6730010475 6730039668 6907006968 6508006596
8911016641 1911005100 4401012770 7707083893 670000000019 679999999928 000000000184
6720000020 670000000805
"""
SOUND_OGRN = """
1026700839175 1026701440325 1026701438862 1026901606610 1026500993606 1028900858051 1031900881968
1024400534619 1027700132195 1027700566761 304670000000005 315679999999998 321670000000019 1026700000030
304670000000050
"""


@pytest.mark.parametrize("inn", SOUND_INN.split())
def test_sound_inn(inn: str) -> None:
    """Vectors of the registry facts, section 7: real ones, twelve digits, remainder 10."""
    assert read_inn(inn) == Value(inn)


@pytest.mark.parametrize("ogrn", SOUND_OGRN.split())
def test_sound_ogrn(ogrn: str) -> None:
    assert read_ogrn(ogrn) == Value(ogrn)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("7743013902", "не сходится"),
        ("670000000018", "не сходится"),
        ("670000000029", "не сходится"),
        ("0000000000", "из одних нулей"),
        ("000000000000", "из одних нулей"),
        ("672000281", "состоит из 10 цифр (у предпринимателя из 12)"),
        ("67200028061", "состоит из 10 цифр (у предпринимателя из 12)"),
        ("ИНН нет", "состоит только из цифр"),
        ("٦٧٢٠٠٠٢٨٠٦", "состоит только из цифр"),
        ("6,72E+09", "выберите формат ячеек «Текстовый»"),
        ("6.72000E+09", "выберите формат ячеек «Текстовый»"),
        ("6,72е+09", "выберите формат ячеек «Текстовый»"),
    ],
)
def test_refused_inn(text: str, said: str) -> None:
    value = read_inn(text)
    assert said in value.fault
    assert value.text == value.repair == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1026700839176", "не сходится"),
        ("304670000000006", "не сходится"),
        ("3026700839175", "начинается с 1 или 5"),
        ("104670000000005", "начинается с 3"),
        ("1,0267E+12", "выберите формат ячеек «Текстовый»"),
        ("102670083917", "состоит из 13 цифр"),
        ("0000000000000", "из одних нулей"),
    ],
)
def test_refused_ogrn(text: str, said: str) -> None:
    assert said in read_ogrn(text).fault


def test_a_lost_leading_zero_comes_back_only_when_the_check_digit_agrees() -> None:
    assert read_inn("184")[:1] == ("",)
    assert inn_fault("0100000011") == ""
    repaired = read_inn("100000011")
    assert (repaired.text, repaired.fault) == ("0100000011", "")
    assert repaired.repair == "ИНН: восстановлен потерянный ноль в начале, 100000011 → 0100000011."
    assert read_inn("100000012").fault
    assert read_inn("00000000184").text == "000000000184"


@pytest.mark.parametrize("text", ["6720002806.0", " 6720 002 806", "'6720002806", "ИНН 6720002806", "6720\u00a0002806"])
def test_dress_of_a_number_is_taken_off(text: str) -> None:
    assert read_inn(text) == Value(INN)


def test_numbers_of_a_book_are_exact() -> None:
    """Spreadsheet programs keep ИНН and ОГРН as numbers: 6720002806.0."""
    row = only(xlsx_file(("Лист1", [HEAD, ["Велижский", "Школа № 1", 6720002806, 1026700839175]])))
    assert (row.values["inn"], row.values["ogrn"], row.faults) == (INN, OGRN, ())


@given(st.integers(10**8, 10**9 - 1))
def test_padding_never_changes_a_valid_number(nine: int) -> None:
    """Whatever comes out has a right check digit, and a right number comes out as it is."""
    whole = [f"{nine}{digit}" for digit in range(10) if not inn_fault(f"{nine}{digit}")]
    assert [read_inn(inn) for inn in whole] == [Value(inn) for inn in whole]
    padded = read_inn(str(nine))
    assert not padded.text or (padded.text == f"0{nine}" and not inn_fault(padded.text))


def test_all_faults_of_a_file_at_once() -> None:
    """Every fault by its cell; a fault in one line does not hide the next."""
    rows = rows_of(
        csv_file(
            [
                [*HEAD, "E-mail"],
                ["Велижский", "Школа № 1", "6720002807", "1,0267E+12", "нет адреса"],
                ["Клинский", "", "1", "2", "a@example.ru"],
                ["Велижский", "Школа № 2", INN, OGRN, "-"],
            ]
        )
    )
    assert [[fault.cell for fault in row.faults] for row in rows] == [["C2", "D2", "E2"], ["C3", "D3", "A3", "B3"], []]


def test_repeated_lines_name_the_first() -> None:
    lines = [
        HEAD,
        ["Велижский", "Школа №1", INN, ""],
        ["Вяземский", "Школа № 2", INN, ""],
        ["Велижский", "ШКОЛА № 1", "", ""],
    ]
    _, same_number, same_name = rows_of(csv_file(lines))
    assert faults_of(same_number) == [f"C3 Повтор: ИНН {INN} уже есть в строке 2. Оставьте одну из строк."]
    assert (
        "B4 Повтор: организация «ШКОЛА № 1» этого муниципального образования уже есть в строке 2."
        in faults_of(same_name)[0]
    )


@pytest.mark.parametrize("empty", ["", "-", "—", "нет", "н/д", "Нет данных"])
def test_words_for_nothing_are_nothing(empty: str) -> None:
    assert only(csv_file([HEAD, ["Велижский", "Школа № 1", empty, ""]])).values["inn"] == ""


def test_what_was_typed_is_kept() -> None:
    """Quotes and ё stay as typed; spaces of all kinds become one."""
    row = only(csv_file([HEAD, ["Велижский", 'МБОУ "Берёзовская\u00a0  СШ\n№ 1"', "", ""]]))
    assert row.name == 'МБОУ "Берёзовская СШ № 1"'


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        (Field.CLOSED_ON, "01.09.2021", "2021-09-01"),
        (Field.CLOSED_ON, "2021-09-01", "2021-09-01"),
        (Field.EMAIL, "a@example.ru, b@example.ru", "a@example.ru"),
        (Field.STATUS, "Ликвидирована", "да"),
        (Field.STATUS, "Действующая", "нет"),
        (Field.REMOVED, "1", "да"),
        (Field.OFFICIAL, "Да", "да"),
        (Field.GROUP, "Общеобразовательные организации", "school"),
        (Field.GROUP, "МОУО", "municipal"),
        (Field.KIND, "Бюджетное", ""),
        (Field.KIND, "Гимназия", "school"),
        (Field.NUMBER, "0012", "12"),
    ],
)
def test_values_of_other_fields(field: Field, text: str, kept: str) -> None:
    assert (READERS[field](field, text).text, READERS[field](field, text).fault) == (kept, "")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (Field.CLOSED_ON, "31.02.2021", "не похоже на дату"),
        (Field.CLOSED_ON, "скоро", "не похоже на дату"),
        (Field.GROUP, "Кружок", "Группа «Кружок» неизвестна. Допустимо: Департамент,"),
        (Field.KIND, "Детский сад", "не относится ни к одной группе адресатов"),
        (Field.NUMBER, "№ 5", "не похоже на номер в портале"),
        (Field.OFFICIAL, "возможно", "Ожидается «да» или «нет»"),
    ],
)
def test_refused_values_of_other_fields(field: Field, text: str, said: str) -> None:
    assert said in READERS[field](field, text).fault


@pytest.mark.parametrize("length", [300, 301])
def test_too_long_a_name(length: int) -> None:
    row = only(csv_file([HEAD, ["Велижский", "Ш" * length, "", ""]]))
    assert faults_of(row) == ([] if length == 300 else ["B2 Значение длиннее 300 знаков. Сократите его."])


CHECKED = """
66603000-7 66605000-6 66608000-7 66609000-4 66611000-1 66614000-5 66616000-4
66619000-8 66621000-5 66623000-4 66624000-9 66627000-2 66630000-4 66633000-8
66636000-1 66638000-0 66641000-2 66644000-6 66646000-5 66648000-4 66650000-1
66652000-0 66654000-9 66656000-9 66658000-8 66701000-0 66710000-6
"""


@pytest.mark.parametrize("code", CHECKED.split())
def test_check_digit_of_a_territory_code(code: str) -> None:
    assert str(code_check_digit(code[:8])) == code[9]
