// The verbs. Each takes the whole configuration, writes its result on standard output, what it does
// on standard error, and returns the exit code. Failures are exceptions: Refused, ClusterError,
// MigrationRefused, Unavailable.
#pragma once

#include "app/config.h"

namespace mlpp::app {

// For `serve`: keeps the built interface. Whoever starts the server may read its folder; the user
// that it becomes need not.
void read_interface(Config& config);
int serve(const Config& config);
int migrate(const Config& config);
int seed_prod_like(const Config& config);
int demo(const Config& config);
int add_user(const Config& config);
int volumetrie(const Config& config);
int verify(const Config& config);
int doctor(const Config& config);
int psql(const Config& config);
int print_routes();
int print_openapi();
int print_errors();
int print_version();

} // namespace mlpp::app
