// `mlpp seed prod-like`: the seed that looks like production on its first day.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "modules/app/queries.h"

#include <fmt/format.h>

namespace mlpp::app {

int seed_prod_like(const Config& config) {
    const auto database = Database::open(config.database, Database::Use::verb);
    database.require_not_prod("seed");
    auto owner = database.as_owner();
    const auto made = owner.one<std::int64_t>(sql::app::ensemencer);
    if (!made) throw Refused(owner.last_error());
    fmt::print("{}\n", *made == 0 ? "already seeded" : "seeded: 1 depot, 2 products, 6 tanks");
    return ExitCode::done;
}

} // namespace mlpp::app
