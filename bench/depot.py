"""The depot of a bench: a fresh private cluster with a server of its own, six tanks that never run dry, an operator with
a token, and a ledger that can be made long.

Everything it starts it ends by its process id, also when the run is interrupted.
"""

import datetime
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
PASSWORD = "Citerne-6-vers-Lubumbashi"
CAPACITY_L = 1_000_000_000
STOCK_L = 90_000_000
DEPOT = "11111111-1111-1111-1111-111111111111"
MODELS = 12  # of each kind
READY_SECONDS_MAX = 60
STOP_SECONDS_MAX = 60
COMMAND_SECONDS_MAX = 900
# The limits that the server gives its own sessions, so that pgbench's pay for them too.
SESSION_OPTIONS = ("-c timezone=UTC -c client_min_messages=warning -c jit=off -c statement_timeout=10000 "
                   "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000")


class BenchFailed(Exception):
    """The run cannot go on; the text says why."""


def run_command(arguments: list[str], stdin: str = "", env: dict[str, str] | None = None) -> str:
    ended = subprocess.run(arguments, input=stdin, capture_output=True, text=True, timeout=COMMAND_SECONDS_MAX,
                           env={**os.environ, **(env or {})}, cwd="/")
    if ended.returncode != 0:
        raise BenchFailed(f"{' '.join(arguments)[:200]} ended with {ended.returncode}:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return ended.stdout


class Depot:
    def __init__(self, binary: Path, scratch: Path) -> None:
        self.binary = str(binary)
        self.scratch = scratch
        self.data = scratch / "bench-data"
        self.server: subprocess.Popen[bytes] | None = None
        self.url = ""
        self.token = ""
        self.bodies: list[dict] = []  # what clients post
        self.computed: list[str] = []  # what the server binds for them, as JSON

    # ------------------------------------------------------------------------------------------ server

    def make_data_directory(self) -> None:
        self.data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            system = pwd.getpwnam("mlpp")
            os.chown(self.data, system.pw_uid, system.pw_gid)

    def start(self) -> float:
        """Seconds until the server said `ready`."""
        log = self.scratch / "bench-serve.log"
        began = time.monotonic()
        with log.open("wb") as output:
            self.server = subprocess.Popen(
                [self.binary, "serve", "--data", str(self.data), "--listen", "127.0.0.1:0", "--log-level", "warn"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=output, cwd="/", start_new_session=True)
        line = self.server.stdout.readline().decode()
        took = time.monotonic() - began
        ready = re.fullmatch(r"ready (http://\S+)\n", line)
        if not ready or took > READY_SECONDS_MAX:
            raise BenchFailed(f"the server did not get ready:\n{log.read_text()[-2000:]}")
        self.url = ready[1]
        return took

    def stop(self) -> None:
        if self.server is None:
            return
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server.stdout.close()
        self.server = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def memory_mib(self) -> tuple[float, float]:
        """Resident memory of the server, now and at its highest."""
        status = Path(f"/proc/{self.server.pid}/status").read_text()
        kib = {name: int(re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)[1]) for name in ("VmRSS", "VmHWM")}
        return kib["VmRSS"] / 1024, kib["VmHWM"] / 1024

    # ------------------------------------------------------------------------------------------ database

    def connection(self, role: str) -> dict[str, str]:
        socket = (self.data / "socket.path").read_text().strip()
        return {"PGHOST": socket, "PGPORT": "5432", "PGUSER": role, "PGDATABASE": "mlpp", "PGOPTIONS": SESSION_OPTIONS}

    def sql(self, statement: str, role: str = "mlpp_proprietaire") -> str:
        return run_command(["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement],
                           env=self.connection(role)).strip()

    def count_sorties(self) -> int:
        """By the counters of their numbers, which are gapless: as quick with a long history as with none."""
        return int(self.sql("SELECT coalesce(sum(dernier), 0) FROM compteurs WHERE type = 'SOR'"))

    def free_connections(self) -> None:
        """The server keeps idle connections for a minute; the cluster has not enough for pgbench's beside them. Those
        that still work for requests which wrk left behind are waited for."""
        sessions = "FROM pg_stat_activity WHERE usename = 'mlpp_application' AND query NOT ILIKE 'listen%'"
        deadline = time.monotonic() + 20
        while self.sql(f"SELECT count(*) {sessions}", role="mlpp_cluster") != "0":
            if time.monotonic() > deadline:
                raise BenchFailed("the server's database connections do not come to rest")
            self.sql(f"SELECT pg_terminate_backend(pid) {sessions} AND state = 'idle'", role="mlpp_cluster")
            time.sleep(0.05)

    def grow_history(self, made: int, total: int) -> float:
        """Seconds that it took to have `total` posted sorties of the past, `made` of them there already."""
        began = time.monotonic()
        run_command(["psql", "-X", "-q", "-v", f"made={made}", "-v", f"total={total}", "-f", str(HERE / "history.sql")],
                    env={**self.connection("mlpp_cluster"), "PGOPTIONS": ""})
        return time.monotonic() - began

    def verify(self) -> float:
        began = time.monotonic()
        run_command([self.binary, "verify", "--data", str(self.data)])
        return time.monotonic() - began

    # ------------------------------------------------------------------------------------------ contents

    def seed(self) -> None:
        run_command([self.binary, "seed", "prod-like", "--data", str(self.data)])
        run_command(["psql", "-X", "-q", "-f", str(HERE / "counterparts.sql")], env=self.connection("mlpp_proprietaire"))
        for role, options in (("admin", []), ("gerant", ["--depot", "DAIPN"]), ("operateur", ["--depot", "DAIPN"]),
                              ("lecture", ["--depot", "LIKAS"])):
            run_command([self.binary, "user", "add", "--data", str(self.data), "--email", f"{role}@demo.local",
                         "--role", role, "--nom", f"{role} du banc", *options], stdin=PASSWORD + "\n")
        self.sql(f"UPDATE citernes SET capacite_totale = {CAPACITY_L}")

    def fill_tanks(self) -> None:
        admin = {"Cookie": self.sign_in("admin")}
        client = self.sql("SELECT id FROM clients ORDER BY nom LIMIT 1")
        partners = self.sql("SELECT id FROM partenaires ORDER BY nom").split()
        tanks = self.sql(f"SELECT id FROM citernes WHERE depot_id = '{DEPOT}' ORDER BY nom").split()
        other_tank = self.sql(f"SELECT id FROM citernes WHERE depot_id <> '{DEPOT}'")
        first_day = (datetime.date.today() - datetime.timedelta(days=1200)).isoformat()
        lines = [(tank, None) for tank in (*tanks, other_tank)] + [(tank, partner) for tank in tanks[:2] for partner in partners]
        for tank, partner in lines:
            self.post("/stock/initial", {"citerne_id": tank, "partenaire_id": partner, "date": first_day,
                                         "proprietaire_type": "PARTENAIRE" if partner else "MONALUXE",
                                         "volume_ambiant": STOCK_L, "volume_15c": STOCK_L - 1_000_000}, admin)
        self.token = self.make_token("operateur")
        for number in range(MODELS):
            self.bodies.append(make_body(client, tanks[number % len(tanks)], number))
        bearer = {"Authorization": f"Bearer {self.token}"}
        for body in self.bodies:
            posted = self.post("/sorties", {**body, "note": "modele"}, bearer)["sorties"][0]
            self.computed.append(json.dumps(computed_body(body, posted), separators=(",", ":"), ensure_ascii=False))
        self.post_models_of_the_past(client, tanks, other_tank, admin)

    def post_models_of_the_past(self, client: str, tanks: list[str], other_tank: str, admin: dict[str, str]) -> None:
        """Movements that the long history copies its measures from, beside those that clients post here."""
        for number in range(MODELS, 10 * MODELS):
            self.post("/sorties", {**make_body(client, tanks[number % len(tanks)], number), "note": "modele"}, admin)
        for number in range(MODELS):
            body = make_body(client, other_tank, number)
            body["lignes"][0]["densite_observee_kgm3"] -= 100  # petrol
            self.post("/sorties", {**body, "note": "modele"}, admin)
            line = make_body(client, tanks[number % len(tanks)], number)["lignes"][0]
            line["index_apres"] = line["index_avant"] + 560 + 9.5 * number
            self.post("/receptions", {"proprietaire_type": "MONALUXE", "note": "modele", "lignes": [line]}, admin)

    def make_token(self, role: str) -> str:
        return self.post("/jetons", {"nom": "bench"}, {"Cookie": self.sign_in(role)})["jeton"]

    def token_hash(self) -> str:
        return "\\x" + self.sql("SELECT encode(hash, 'hex') FROM jetons WHERE nom = 'bench' ORDER BY created_at LIMIT 1")

    def sign_in(self, role: str) -> str:
        request = self.request("/session", {"email": f"{role}@demo.local", "mot_de_passe": PASSWORD}, {})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.headers["Set-Cookie"].split(";", 1)[0]

    def post(self, path: str, body: dict, headers: dict[str, str]) -> dict:
        try:
            with urllib.request.urlopen(self.request(path, body, headers), timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise BenchFailed(f"POST {path}: {error.code} {error.read().decode()[:1000]}") from error

    def request(self, path: str, body: dict, headers: dict[str, str]) -> urllib.request.Request:
        return urllib.request.Request(f"{self.url}/api/v1{path}", data=json.dumps(body).encode(), method="POST",
                                      headers={"Content-Type": "application/json", "Origin": self.url, **headers})


def make_body(client: str, tank: str, number: int) -> dict:
    """A loading with a temperature and a density that vary; small, so that the tanks outlast a long history."""
    before = 1_000 + 7 * number
    turn = number % MODELS
    return {"proprietaire_type": "MONALUXE", "client_id": client, "chauffeur_nom": "Jean Kabila Mutombo",
            "plaque_camion": f"CGO {1200 + number} AB",
            "lignes": [{"citerne_id": tank, "index_avant": before, "index_apres": before + 28 + 0.5 * turn + 0.037 * (number - turn),
                        "temperature_ambiante_c": 21.5 + 0.25 * turn, "densite_observee_kgm3": 828.3 + turn}]}


def computed_body(body: dict, posted: dict) -> dict:
    """The argument of app.enregistrer_sortie as the server writes it: the request with the engine's results."""
    head = ("proprietaire_type", "client_id", "partenaire_id", "date_sortie", "chauffeur_nom", "plaque_camion",
            "plaque_remorque", "transporteur_id", "note")
    line = ("citerne_id", "produit_id", "produit_demande", "index_avant", "index_apres", "temperature_ambiante_c",
            "densite_observee_kgm3", "edition", "areometre", "groupe", "alpha_15c", "mode_vcf", "arrondi_l",
            "moteur_version", "densite_a_15_kgm3", "vcf", "volume_15c_exact", "volume_15c")
    return {**{name: body.get(name) for name in head}, "lignes": [{name: posted.get(name) for name in line}]}
