"""Every list and card over HTTP, by every sort, filter and search that the API offers, on a database with a long past.

What there is to ask is read from the program itself: routes and filters from its OpenAPI document, sort keys from the
refusal of an unknown one. A new list is measured without a change here.
"""

import datetime
import http.client
import json
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from depot import BenchFailed, Depot

LIMIT_MS = 300
RUNS = 3
SLOWEST_SHOWN = 25
UNKNOWN_ID = "99999999-9999-4999-8999-999999999999"
SEARCHES = {"a number": "{number}", "a number's beginning": "{number_prefix}", "digits of a number": "{digits}",
            "a frequent name": "mutombo", "a rare name": "zacharie", "a client": "kipushi", "a rare client": "rare",
            "a frequent plate": "CGO", "a plate": "cgo 1000", "a word of a note": "vanne", "two words": "mutombo jean",
            "a letter": "a", "an action": "SORTIE_VALIDE", "no match": "xyzzyqq", "no match, a number": "SOR-2019-000001"}

Query = dict[str, str]


@dataclass(frozen=True)
class Case:
    route: str
    kind: str  # what is varied, for the table
    query: Query
    id: str = ""

    def target(self) -> str:
        path = self.route.replace("{id}", self.id)
        return f"{path}?{urllib.parse.urlencode(self.query)}" if self.query else path


@dataclass
class ListFigures:
    movements: int
    log_rows: int
    requests: int = 0
    # route → kind → [number of questions, median of their p50, worst p50, its question]
    routes: dict[str, dict[str, list]] = field(default_factory=dict)
    slowest: list[list] = field(default_factory=list)
    worst_ms: float = 0


class Caller:
    def __init__(self, depot: Depot, role: str) -> None:
        self.connection = http.client.HTTPConnection(depot.url.removeprefix("http://"), timeout=60)
        self.headers = {"Authorization": f"Bearer {depot.make_token(role)}"}

    def get(self, target: str) -> tuple[int, dict, float]:
        began = time.perf_counter()
        self.connection.request("GET", target, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        return answer.status, json.loads(body), 1000 * (time.perf_counter() - began)

    def time(self, case: Case) -> float:
        """The median of a few; one will do for an answer far below the limit."""
        took = []
        while len(took) < RUNS and (len(took) != 1 or took[0] > LIMIT_MS / 4):
            status, body, ms = self.get(case.target())
            if status not in (200, 404) and not refused_search(status, body) and not out_of_time(status, body):
                raise BenchFailed(f"GET {case.target()}: {status} {str(body)[:500]}")
            took.append(ms)
        return median(took)


def refused_search(status: int, body: dict) -> bool:
    """A search that is shorter than its list allows."""
    return status == 422 and {error["champ"] for error in body["erreurs"]} == {"q"}


def out_of_time(status: int, body: dict) -> bool:
    """A figure like the others, far beyond the limit."""
    return status == 503 and body["code"] == "DELAI_DEPASSE"


# ---------------------------------------------------------------------------------------------- what there is to ask

class Catalogue:
    def __init__(self, depot: Depot, caller: Caller) -> None:
        self.depot = depot
        self.caller = caller
        self.document = caller.get("/api/v1/openapi.json")[1]
        self.today = datetime.date.fromisoformat(depot.sql("SELECT max(date_effet) FROM mouvements_stock"))
        self.values = self.read_values()

    def routes(self) -> Iterator[tuple[str, dict[str, dict]]]:
        """Path and query parameters of every JSON answer of the API."""
        for path, verbs in self.document["paths"].items():
            content = verbs.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
            if path.startswith("/api/v1/") and "application/json" in content and not path.endswith("openapi.json"):
                yield path, {parameter["name"]: self.schema_of(parameter) for parameter in verbs["get"].get("parameters", [])
                             if parameter["in"] == "query"}

    def schema_of(self, parameter: dict) -> dict:
        schema = parameter["schema"]
        for inner in (schema, schema.get("items", {}), *schema.get("allOf", []), *schema.get("anyOf", [])):
            if "$ref" in inner:
                schema = self.document["components"]["schemas"][inner["$ref"].rsplit("/", 1)[1]]
        return {**schema, "required": parameter.get("required", False)}

    def sorts(self, path: str) -> list[str]:
        body = self.caller.get(f"{path}?tri=aucun_tri")[1]
        return body["erreurs"][0]["message"].split(":", 1)[1].strip(" .").split(", ")

    def read_values(self) -> dict[str, list[str]]:
        """By name of a filter: values that match much, little or only long ago."""
        def ids(query: str) -> list[str]:
            return self.depot.sql(query).split()

        def frequent_and_rare(table: str, column: str) -> list[str]:
            return ids(f"(SELECT {column} FROM {table} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 2)"
                       f" UNION (SELECT {column} FROM {table} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) LIMIT 1)")
        values = {column: frequent_and_rare("sorties_produit", column)
                  for column in ("depot_id", "citerne_id", "produit_id", "client_id", "partenaire_id", "transporteur_id")}
        values["fournisseur_id"] = frequent_and_rare("cours_de_route", "fournisseur_id")
        values["utilisateur_id"] = frequent_and_rare("log_actions", "user_id")
        values["module"] = ids("SELECT DISTINCT module FROM log_actions")
        values["action"] = ids("SELECT DISTINCT action FROM log_actions")
        values["cours_de_route_id"] = ids("SELECT cours_de_route_id FROM receptions WHERE cours_de_route_id IS NOT NULL LIMIT 1")
        values["operation_id"] = ids("SELECT operation_id FROM sorties_produit LIMIT 1")
        values["mouvement_id"] = ids("SELECT mouvement_id FROM stocks_adjustments WHERE mouvement_id IS NOT NULL LIMIT 1")
        values["cible_id"] = ids("SELECT document_id FROM mouvements_stock LIMIT 1")
        values["volume_min"] = values["volume_max"] = ["700", "999999"]
        number = self.depot.sql("SELECT numero FROM sorties_produit ORDER BY date_sortie, id OFFSET 1000 LIMIT 1")
        values["q"] = [text.format(number=number, number_prefix=number[:10], digits=number[9:].lstrip("0"))
                       for text in SEARCHES.values()]
        return values

    def days_ago(self, days: int) -> str:
        return (self.today - datetime.timedelta(days=days)).isoformat()

    def periods(self) -> list[Query]:
        return [{"du": self.days_ago(900), "au": self.days_ago(900)}, {"du": self.days_ago(730), "au": self.days_ago(700)},
                {"du": self.days_ago(800), "au": self.days_ago(435)}, {"au": self.days_ago(600)}, {"du": self.days_ago(30)},
                {"au": self.days_ago(1500)}]

    def filters(self, parameters: dict[str, dict]) -> Iterator[tuple[str, Query]]:
        """Name and values of each filter by itself."""
        period = "du" in parameters and "au" in parameters and not parameters["du"]["required"]
        for name, schema in parameters.items():
            if name in ("tri", "limite", "curseur", "total", "du", "au", "date", "connu_le"):
                continue
            within = {"du": self.days_ago(360)} if name == "q" and "module" in parameters else {}
            for value in (*self.values.get(name, schema.get("enum", [])), *self.by_type(name, schema)):
                yield ("q" if name == "q" else "filter"), {name: value, **within}
        if period:
            for query in self.periods():
                yield "period", query

    def by_type(self, name: str, schema: dict) -> list[str]:
        if schema.get("format") == "uuid":
            return [UNKNOWN_ID]
        if schema.get("type") == "boolean":
            return ["true", "false"]
        return [] if name in self.values or "enum" in schema else ["INCONNU_99"]

    def required(self, parameters: dict[str, dict]) -> list[Query]:
        if "date" in parameters:
            return [{"date": self.days_ago(days)} for days in (0, 900)]
        if parameters.get("du", {}).get("required"):
            return [{"du": self.days_ago(since), "au": self.days_ago(until)} for since, until in ((30, 0), (365, 0), (900, 870))]
        return [{}]


def cases(catalogue: Catalogue) -> Iterator[Case]:
    for path, parameters in catalogue.routes():
        if "{id}" in path:
            yield from detail_cases(catalogue, path)
        elif "curseur" in parameters:
            yield from list_cases(catalogue, path, parameters)
        else:
            yield from card_cases(catalogue, path, parameters)


def detail_cases(catalogue: Catalogue, path: str) -> Iterator[Case]:
    status, body, _ = catalogue.caller.get(path.split("/{id}")[0])
    if status == 200 and body.get("elements"):
        yield Case(path, "detail", {}, body["elements"][0]["id"])


def card_cases(catalogue: Catalogue, path: str, parameters: dict[str, dict]) -> Iterator[Case]:
    for given in catalogue.required(parameters):
        yield Case(path, "whole", given)
        if "connu_le" in parameters:
            yield Case(path, "known at", {**given, "connu_le": f"{catalogue.days_ago(10)}T12:00:00Z"})
        for kind, query in catalogue.filters(parameters):
            yield Case(path, kind, {**given, **query})


# The interface asks for the total with each first page.
WITH_TOTAL = {"total": "true"}


def list_cases(catalogue: Catalogue, path: str, parameters: dict[str, dict]) -> Iterator[Case]:
    sorts = [direction + name for name in catalogue.sorts(path) for direction in ("", "-")]
    yield Case(path, "whole", {})
    yield Case(path, "total", WITH_TOTAL)
    yield from (Case(path, "sort, total", {"tri": sort, **WITH_TOTAL}) for sort in sorts)
    small = None  # of all filters, the one with the fewest rows above one
    for kind, query in catalogue.filters(parameters):
        yield Case(path, kind, query)
        yield Case(path, f"{kind}, total", {**query, **WITH_TOTAL})
        yield from (Case(path, f"{kind} and sort, total", {**query, "tri": sort, **WITH_TOTAL}) for sort in sorts)
        total = catalogue.caller.get(f"{path}?{urllib.parse.urlencode({**query, **WITH_TOTAL, 'limite': '1'})}")[1].get("total", 0)
        if total > 1 and (small is None or total < small[1]):
            small = (query, total)
    if small:
        yield from deep_cases(catalogue, path, sorts, *small)


def deep_cases(catalogue: Catalogue, path: str, sorts: list[str], query: Query, total: int) -> Iterator[Case]:
    """Far into the whole list: a cursor says where to go on, not by which filters one came there."""
    half = str(max(1, min(200, total // 2)))
    for sort in sorts:
        body = catalogue.caller.get(f"{path}?{urllib.parse.urlencode({**query, 'tri': sort, 'limite': half})}")[1]
        if body.get("curseur_suivant"):
            yield Case(path, "deep cursor", {"tri": sort, "curseur": body["curseur_suivant"]})


# ---------------------------------------------------------------------------------------------- measuring

def measure_lists(depot: Depot) -> ListFigures:
    """As an administrator, who sees all; and what somebody of the small depot sees among the rows of the large one."""
    figures = ListFigures(*(int(depot.sql(f"SELECT count(*) FROM {table}")) for table in ("mouvements_stock", "log_actions")))
    found: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for role, kinds in (("admin", None), ("lecture", ("whole", "total", "sort, total", "period", "q"))):
        caller = Caller(depot, role)
        for case in cases(Catalogue(depot, caller)):
            if kinds is None or case.kind in kinds and caller.get(case.target())[0] == 200:
                kind = case.kind if kinds is None else f"{case.kind} ({role}, small depot)"
                found.setdefault((case.route, kind), []).append((caller.time(case), f"{case.target()} ({role})"))
    for (route, kind), times in found.items():
        worst = max(times)
        figures.routes.setdefault(route, {})[kind] = [len(times), median(ms for ms, _ in times), *worst]
    figures.slowest = [list(one) for one in sorted((one for times in found.values() for one in times), reverse=True)[:SLOWEST_SHOWN]]
    figures.requests = sum(len(times) for times in found.values())
    figures.worst_ms = figures.slowest[0][0]
    return figures


def print_lists(figures: ListFigures) -> None:
    print(f"\nlists at {figures.movements} movements and {figures.log_rows} log rows, in ms, the median of {RUNS} where it was not quick at once")
    print(f"{'':34} {'':34} {'asked':>6} {'median':>8} {'worst':>8}")
    for route, kinds in figures.routes.items():
        for number, (kind, (count, middle, worst, _)) in enumerate(kinds.items()):
            print(f"{route if number == 0 else '':34} {kind:34} {count:>6} {middle:>8.1f} {worst:>8.1f}")
    print("\nthe slowest")
    for ms, target in figures.slowest:
        print(f"{ms:>8.1f}  {target}")


def verdict_of(figures: ListFigures) -> dict:
    return {"what": f"lists and cards at {figures.movements} movements: worst of {figures.requests} questions",
            "value": round(figures.worst_ms, 1), "limit": LIMIT_MS, "unit": "ms", "sign": "<", "good": figures.worst_ms < LIMIT_MS}

