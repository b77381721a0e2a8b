#include "modules/enregistrement/modification.h"

namespace mlpp::enregistrement {

db::Query by_id(const db::Statement& select, const Uuid& id) {
    auto sql = "SELECT l.* FROM (" + std::string(select.sql) + ") l WHERE l.id = $1::uuid";
    return db::Query::compose(select.name, std::move(sql), db::Params::of(id));
}

Problem stale(std::int64_t version_now, std::string record_now) {
    Problem problem{Code::VERSION_PERIMEE, {{"version", std::to_string(version_now)}}};
    problem.actuel = std::move(record_now);
    return problem;
}

} // namespace mlpp::enregistrement
