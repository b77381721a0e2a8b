// mlpp_pgtests: the tests that need a real PostgreSQL. One private cluster for the whole program.
#include "pg/database.h"
#include "platform/base/log.h"
#include "platform/cluster/privileges.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <exception>
#include <pwd.h>

namespace {

int run_on_a_cluster() {
    const mlpp::pgtest::Program program;
    return RUN_ALL_TESTS();
}

} // namespace

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
    try {
        // A build machine that runs as root may lack the program's own user; any other will do
        // here.
        mlpp::cluster::drop_privileges({}, getpwnam("mlpp") != nullptr ? "mlpp" : "nobody");
        mlpp::log::start({.level = mlpp::log::Level::error});
        const int failed = run_on_a_cluster();
        mlpp::log::stop();
        return failed;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "mlpp_pgtests: %s\n", failure.what());
        return 3;
    }
}
