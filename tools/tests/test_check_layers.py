"""What may include what."""

import unittest

from check_layers import Include, check_include, find_cycles, layer_of, read_includes


def verdict(path: str, target: str, system: bool = False) -> str | None:
    finding = check_include(Include(path, 1, target, system))
    return finding.reason if finding else None


class Layers(unittest.TestCase):
    def test_lower_layers_are_open(self) -> None:
        self.assertIsNone(verdict("src/platform/db/pool.h", "platform/base/result.h"))
        self.assertIsNone(verdict("src/modules/sorties/routes.cpp", "platform/http/context.h"))
        self.assertIsNone(verdict("src/modules/sorties/rules.cpp", "volumetrie/correction.h"))
        self.assertIsNone(verdict("src/app/main.cpp", "modules/sorties/routes.h"))

    def test_upper_layers_are_closed(self) -> None:
        self.assertIsNotNone(verdict("src/platform/base/log.cpp", "platform/json/type.h"))
        self.assertIsNotNone(verdict("src/platform/db/pool.cpp", "platform/http/context.h"))
        self.assertIsNotNone(verdict("src/platform/http/server.cpp", "modules/auth/store.h"))
        self.assertIsNotNone(verdict("src/modules/auth/rules.cpp", "app/config.h"))
        self.assertIsNotNone(verdict("src/platform/cluster/binaries.cpp", "platform/db/pool.h"))

    def test_volumetrie_knows_the_standard_library_only(self) -> None:
        self.assertIsNone(verdict("src/volumetrie/correction.cpp", "cmath", system=True))
        self.assertIsNotNone(verdict("src/volumetrie/correction.cpp", "fmt/format.h", system=True))
        self.assertIsNotNone(verdict("src/volumetrie/correction.cpp", "platform/base/decimal.h"))

    def test_libraries_have_one_door(self) -> None:
        self.assertIsNone(verdict("src/platform/db/connection.h", "libpq-fe.h", system=True))
        self.assertIsNotNone(verdict("src/platform/http/server.cpp", "libpq-fe.h", system=True))
        self.assertIsNotNone(verdict("src/platform/base/log.cpp", "boost/asio.hpp", system=True))

    def test_test_libraries_stay_in_tests(self) -> None:
        self.assertIsNone(verdict("src/platform/base/decimal_test.cpp", "gtest/gtest.h", system=True))
        self.assertIsNotNone(verdict("src/platform/base/decimal.cpp", "gtest/gtest.h", system=True))
        self.assertIsNone(verdict("src/modules/sorties/store_pgtest.cpp", "pg/cluster.h"))
        self.assertIsNotNone(verdict("src/modules/sorties/store.cpp", "pg/cluster.h"))

    def test_relative_and_unknown_includes_are_refused(self) -> None:
        self.assertIsNotNone(verdict("src/platform/base/log.cpp", "log.h"))
        self.assertIsNotNone(verdict("src/divers/x.cpp", "platform/base/log.h"))

    def test_an_include_is_found_with_its_line(self) -> None:
        found = read_includes("a.cpp", '// x\n  #  include "platform/base/log.h"\n#include <vector>\n')
        self.assertEqual([(i.line, i.target, i.system) for i in found],
                         [(2, "platform/base/log.h", False), (3, "vector", True)])
        self.assertEqual(layer_of("platform/base/log.h"), "base")


class Modules(unittest.TestCase):
    def test_types_and_store_of_another_module_are_open(self) -> None:
        self.assertIsNone(verdict("src/modules/sorties/routes.cpp", "modules/citernes/types.h"))
        self.assertIsNone(verdict("src/modules/sorties/routes.cpp", "modules/citernes/store.h"))

    def test_rules_and_routes_of_another_module_are_closed(self) -> None:
        self.assertIsNotNone(verdict("src/modules/sorties/routes.cpp", "modules/citernes/rules.h"))
        self.assertIsNotNone(verdict("src/modules/sorties/routes.cpp", "modules/citernes/routes.h"))

    def test_sql_belongs_to_the_own_store(self) -> None:
        self.assertIsNone(verdict("src/modules/sorties/store.cpp", "modules/sorties/queries.h"))
        self.assertIsNotNone(verdict("src/modules/sorties/routes.cpp", "modules/sorties/queries.h"))
        self.assertIsNotNone(verdict("src/modules/sorties/store.cpp", "modules/citernes/queries.h"))
        self.assertIsNotNone(verdict("src/app/main.cpp", "modules/all_queries.h"))

    def test_a_cycle_is_found_over_three_modules(self) -> None:
        includes = [
            Include("src/modules/a/x.cpp", 1, "modules/b/store.h", False),
            Include("src/modules/b/x.cpp", 1, "modules/c/store.h", False),
            Include("src/modules/c/x.cpp", 1, "modules/a/types.h", False),
            Include("src/modules/d/x.cpp", 1, "modules/a/types.h", False),
        ]
        self.assertEqual([f.path for f in find_cycles(includes)],
                         ["src/modules/a/x.cpp", "src/modules/b/x.cpp", "src/modules/c/x.cpp"])
        self.assertEqual(find_cycles(includes[:2]), [])


if __name__ == "__main__":
    unittest.main()
