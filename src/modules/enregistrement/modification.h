// Creating, reading and changing one record, the same in every module. A new one gets its id here
// and is read back as the list shows it; the inserting statement takes $1 id, $2 the request as
// jsonb. PATCH sends the fields to change and the version it read; a record that moved meanwhile is
// refused with its present state, so that the client can show what changed.
//
// The changing statement takes $1 id, $2 version, $3 the patch as jsonb, and returns the row as the
// list shows it:
//
//     UPDATE clients c
//     SET (nom, email) = (SELECT p.nom, p.email FROM jsonb_populate_record(c, $3::jsonb) p)
//     WHERE c.id = $1::uuid AND c.version = $2::bigint
//     RETURNING c.id, c.nom, c.email, c.version
//
// A patch is a described struct of json::Champ: an absent key keeps the column, null clears it.
// `select` is the module's list statement. Rows have a member `version`. The caller keeps every
// argument until the answer.
#pragma once

#include "platform/db/transaction.h"
#include "platform/json/json.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace mlpp::enregistrement {

namespace asio = boost::asio;

// The record of that id, as the list's SELECT shows it.
db::Query by_id(const db::Statement& select, const Uuid& id);

// 412 VERSION_PERIMEE with the record as it is now.
Problem stale(std::int64_t version_now, std::string record_now);

// 404 RESSOURCE_INTROUVABLE when there is none, or none that the caller may see.
template <class Row>
asio::awaitable<Result<Row>> read(db::Transaction& tx, const db::Statement& select,
                                  const Uuid& id) {
    co_return co_await tx.one_or<Row>(Code::RESSOURCE_INTROUVABLE, by_id(select, id));
}

// The same as the transaction's last statement.
template <class Row>
asio::awaitable<Result<Row>> read_last(db::Transaction& tx, const db::Statement& select,
                                       const Uuid& id) {
    co_return co_await tx.last<Row>(by_id(select, id));
}

// The new row; the transaction stays open. Inserting and reading leave together.
template <class Row, class Demande>
asio::awaitable<Result<Row>> create(db::Transaction& tx, const db::Statement& insertion,
                                    const db::Statement& select, const Demande& demande) {
    const auto id = new_uuid();
    tx.queue(insertion, id, json::Json{json::write(demande)});
    co_return co_await read<Row>(tx, select, id);
}

// Why a change touched no row: 404 there is none, 412 it has another version, 403 it is out of
// reach.
template <class Row>
asio::awaitable<Result<Row>> refuse_unchanged(db::Transaction& tx, const db::Statement& select,
                                              const Uuid& id, std::int64_t version) {
    MLPP_TRY(const auto now, co_await read<Row>(tx, select, id));
    if (now.version == version) co_return refuse(Code::HORS_DEPOT);
    co_return refuse(stale(now.version, json::write(now)));
}

// The changed row; the transaction stays open.
template <class Row, class Patch>
asio::awaitable<Result<Row>> modify(db::Transaction& tx, const db::Statement& change,
                                    const db::Statement& select, const Uuid& id,
                                    std::int64_t version, const Patch& patch) {
    const json::Json given{json::write(patch)};
    MLPP_TRY(auto changed, co_await tx.maybe<Row>(change, id, version, given));
    if (changed) co_return *std::move(changed);
    co_return co_await refuse_unchanged<Row>(tx, select, id, version);
}

} // namespace mlpp::enregistrement
