// Exports: any list as a file, exactly what is filtered and sorted. A list gets its route with its
// columns and what it asks of the database:
//
//     constexpr sheet::Column colonnes[] = {{"numero", "Numéro", "Number"}, …};
//     exports::declare<Reception>(table, {"/receptions", "receptions.lire",
//                                         {"Réceptions", "Receptions"}, colonnes}, demander);
//
// The route is <list>/export?format=csv|xlsx with the filters and the `tri` of the list. Callers
// need the list's right and `exports.generer`. At most `lignes_max` rows, else EXPORT_TROP_GRAND;
// at most `en_cours_max` files are made at a time, on the worker threads. Each leaves a trace
// EXPORT_GENERATED (T-REP-01).
#pragma once

#include "modules/exports/types.h"
#include "platform/db/transaction.h"
#include "platform/http/context.h"
#include "platform/http/route.h"
#include "platform/http/workers.h"
#include "platform/list/list.h"
#include "platform/sheet/sheet.h"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace mlpp::exports {

using boost::asio::awaitable;

inline constexpr std::int64_t lignes_max = 50'000;
inline constexpr int en_cours_max = 2;

struct Liste {
    std::string_view chemin; // of the list, relative to /api/v1
    http::Action lecture;
    Texte titre;
    std::span<const sheet::Column> colonnes;
};

// The query of an export: the list's own without what pages it, and the format.
template <class Filtre>
struct Demande {
    Filtre filtre{};
    sheet::Format format{};
};

// What a file is filled with; the work is done on the worker threads.
class Remplissage {
public:
    Remplissage(http::Workers& workers, sheet::Sheet& sheet) : workers_(workers), sheet_(sheet) {}

    template <class Row>
    awaitable<Result<>> add(std::vector<Row> rows) {
        lignes_ += static_cast<std::int64_t>(rows.size());
        if (lignes_ > lignes_max)
            co_return refuse({Code::EXPORT_TROP_GRAND, {{"max", std::to_string(lignes_max)}}});
        co_return co_await workers_.run([this, &rows] {
            for (const auto& row : rows)
                sheet_.add(&row);
        });
    }

    // Sums as the screen shows them (T-REP-03).
    template <class Total>
    void add_total(std::string_view label, const Total& total) {
        sheet_.add_total(label, json::type_of<Total>, &total);
    }

    std::int64_t lignes() const { return lignes_; }

private:
    http::Workers& workers_;
    sheet::Sheet& sheet_;
    std::int64_t lignes_ = 0;
};

// Reads in the transaction and fills.
using Remplir = std::function<awaitable<Result<>>(db::Transaction&, Remplissage&)>;

awaitable<Result<http::Response>> exporter(http::Context& ctx, const Liste& liste,
                                           const json::Type& ligne, sheet::Format format,
                                           const Remplir& remplir);

http::RouteDeclaration declare_route(http::RouteTable& table, const Liste& liste,
                                     http::Handler handler);

template <class Filtre>
using Source = awaitable<Result<>> (*)(db::Transaction&, const Filtre&, Remplissage&);

template <class Filtre>
using Demander = awaitable<Result<list::Question>> (*)(db::Transaction&, const Filtre&);

template <class Row, class Filtre>
awaitable<Result<http::Response>> exporter_source(http::Context& ctx, const Liste& liste,
                                                  Source<Filtre> source) {
    MLPP_TRY(const auto demande, ctx.query<Demande<Filtre>>());
    const Remplir remplir = [source, &demande](db::Transaction& tx, Remplissage& remplissage) {
        return source(tx, demande.filtre, remplissage);
    };
    co_return co_await exporter(ctx, liste, json::type_of<Row>, demande.format, remplir);
}

// For what is no list of pages: `source` fills by itself.
template <class Row, class Filtre>
http::RouteDeclaration declare_source(http::RouteTable& table, const Liste& liste,
                                      awaitable<Result<>> (*source)(db::Transaction&, const Filtre&,
                                                                    Remplissage&)) {
    return declare_route(table, liste,
                         [liste, source](http::Context& ctx) {
                             return exporter_source<Row, Filtre>(ctx, liste, source);
                         })
        .template query<Demande<Filtre>>();
}

template <class Row, class Filtre>
awaitable<Result<>> fill(db::Transaction& tx, const Filtre& filtre, Remplissage& remplissage,
                         awaitable<Result<list::Question>> (*demander)(db::Transaction&,
                                                                       const Filtre&)) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    const auto take = [&remplissage](std::vector<Row> rows) {
        return remplissage.add(std::move(rows));
    };
    co_return co_await list::each_part<Row>(tx, question, filtre, lignes_max, take);
}

template <class Row, class Filtre>
awaitable<Result<http::Response>> exporter_liste(http::Context& ctx, const Liste& liste,
                                                 Demander<Filtre> demander) {
    MLPP_TRY(const auto demande, ctx.query<Demande<Filtre>>());
    const Remplir remplir = [demander, &demande](db::Transaction& tx, Remplissage& remplissage) {
        return fill<Row>(tx, demande.filtre, remplissage, demander);
    };
    co_return co_await exporter(ctx, liste, json::type_of<Row>, demande.format, remplir);
}

template <class Row, class Filtre>
http::RouteDeclaration declare(http::RouteTable& table, const Liste& liste,
                               awaitable<Result<list::Question>> (*demander)(db::Transaction&,
                                                                             const Filtre&)) {
    return declare_route(table, liste,
                         [liste, demander](http::Context& ctx) {
                             return exporter_liste<Row, Filtre>(ctx, liste, demander);
                         })
        .template query<Demande<Filtre>>();
}

namespace detail {

constexpr bool pages(std::string_view field) {
    return field == "limite" || field == "curseur" || field == "total";
}

template <class Filtre, std::size_t index>
constexpr json::Field field_of_filter() {
    auto field = json::detail::fields_of<Filtre>[index];
    field.member = [](void* demande) -> void* {
        return json::detail::fields_of<Filtre>[index].member(
            &static_cast<Demande<Filtre>*>(demande)->filtre);
    };
    return field;
}

template <class Filtre>
constexpr std::size_t field_count() {
    std::size_t count = 1;
    for (const auto& field : json::detail::fields_of<Filtre>)
        count += pages(field.name) ? 0 : 1;
    return count;
}

template <class Filtre, std::size_t... index>
constexpr auto make_fields(std::index_sequence<index...>) {
    std::array<json::Field, field_count<Filtre>()> fields{};
    std::size_t at = 0;
    for (const auto& field : std::array{field_of_filter<Filtre, index>()...})
        if (!pages(field.name)) fields[at++] = field;
    fields[at] = {"format", &json::type_of<sheet::Format>, {}, [](void* demande) -> void* {
                      return &static_cast<Demande<Filtre>*>(demande)->format;
                  }};
    return fields;
}

template <class Filtre>
inline constexpr auto fields_of_demande = make_fields<Filtre>(
    std::make_index_sequence<
        std::tuple_size_v<std::remove_cvref_t<decltype(json::detail::fields_of<Filtre>)>>>{});

} // namespace detail

} // namespace mlpp::exports

template <class Filtre>
inline constexpr mlpp::json::Type mlpp::json::type_of<mlpp::exports::Demande<Filtre>> = {
    .kind = mlpp::json::Kind::object,
    .name = "DemandeExport",
    .fields = mlpp::exports::detail::fields_of_demande<Filtre>};
