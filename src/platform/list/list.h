// Lists: filters, sort on any shown column, keyset paging and counting on demand, composed from
// declared pieces around one embedded SELECT. Nothing a caller sends becomes SQL text: values are
// parameters, sort keys are looked up.
//
//     constexpr list::Sort sorts[] = {{"date_reception", true}, {"numero"}, {"citerne_nom"}};
//     list::Conditions where;
//     where.equals("depot_id", filtre.depot_id).at_least("date_reception", filtre.du);
//     co_return co_await list::last_page<Reception>(tx, {sql::receptions::lister, sorts}, filtre,
//     where);
//
// A list that grows with every working day says so in its Spec (`growing`). It is then read in two
// steps, which rows and what they show, so that names are looked up for one page only; and depot by
// depot, so that somebody of a small depot does not wait for the rows of a large one: behind row
// security the planner cannot know which depots there will be. Its first sort and those marked
// `indexed` order all rows of the filter. The other sorts, and conditions marked `costly`, look at
// the `window_rows` newest of the filter; where that leaves rows out the page says so (`fenetre`).
//
// The same pieces give a list whole, for a file to save: `each_part`. It looks at no window: a
// filter with more rows than wanted is refused, never cut.
//
// Pure composition here; the transaction does the talking. Any thread.
#pragma once

#include "platform/db/transaction.h"
#include "platform/json/page.h"
#include "platform/json/type.h"

#include <boost/describe/class.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::list {

namespace asio = boost::asio;

inline constexpr int rows_default = 50;
inline constexpr int rows_max = 200;
inline constexpr std::int64_t window_rows = 10'000;
inline constexpr std::int64_t total_max = 20'000;

// What every list takes beside its filters; filter structs derive from it.
struct Paging {
    std::optional<std::string> tri;     // a sort key, with '-' in front for descending
    std::optional<int> limite;          // rows of a page
    std::optional<std::string> curseur; // curseur_suivant of the page before
    std::optional<bool> total;          // count the rows too, up to total_max

    BOOST_DESCRIBE_CLASS(Paging, (), (tri, limite, curseur, total), (), ())
};

constexpr auto rules(const Paging*) {
    return std::array{json::rule("tri").length(1, 60), json::rule("limite").between(1, rows_max),
                      json::rule("curseur").length(1, 500)};
}

// The rules of a filter struct: its own and those of Paging.
template <std::size_t N>
constexpr auto paging_rules(const std::array<json::Rule, N>& own) {
    constexpr auto base = rules(static_cast<const Paging*>(nullptr));
    std::array<json::Rule, N + base.size()> all{};
    for (std::size_t i = 0; i < N; ++i)
        all[i] = own[i];
    for (std::size_t i = 0; i < base.size(); ++i)
        all[N + i] = base[i];
    return all;
}

// A column of the answer that may be sorted by. `expression` replaces the plain column where NULLs
// or a collation need it; it must not be NULL and must order as the field's text reads back (NULL
// reads as `null_text`). `ranks` orders a column of few words as they are told here,
// "INFO,WARNING", and not by their letters.
struct Sort {
    std::string_view field;
    bool descending_first =
        false; // the direction when the caller names the field without '-' as the default sort
    std::string_view expression{};
    std::string_view null_text{};
    bool indexed = false; // of a growing list: there is an index (depot, this, id)
    std::string_view ranks{};
};

// The column of a growing list that names the depot, and the right that opens a depot's rows.
// Without: rows of no depot.
struct Growing {
    std::string_view depot{};
    std::string_view action{};
};

struct Spec {
    const db::Statement&
        select; // a whole SELECT; its columns are those of the row struct, `id` among them
    std::span<const Sort> sorts; // the first is the default
    std::optional<Growing> growing{};
};

// The pattern of LIKE for a text that occurs anywhere.
std::string pattern_of(std::string_view text);

// What an index of texts found for a pattern; none when it is too much to name.
struct Matches {
    std::optional<std::vector<Uuid>> ids;

    BOOST_DESCRIBE_CLASS(Matches, (), (ids), (), ())
};

// A plate without what people write between its parts: texts of documents hold it so, too. None for
// a text that has nothing to leave out or is no plate.
std::optional<std::string> bare_plate(std::string_view text);

// What the index found, and the pattern that it looked for.
template <class Found>
struct Search {
    std::string pattern;
    Found found;
};

// Looks for `text` as it was typed, and where nothing holds that, as a plate. `statement` takes the
// pattern and answers `ids`.
template <class Found>
asio::awaitable<Result<Search<Found>>> search(db::Transaction& tx, const db::Statement& statement,
                                              const std::string& text) {
    Search<Found> search{.pattern = pattern_of(text), .found = {}};
    MLPP_TRY(search.found, co_await tx.one<Found>(statement, search.pattern));
    const auto plate = bare_plate(text);
    if (!plate || !search.found.ids || !search.found.ids->empty()) co_return search;
    search.pattern = pattern_of(*plate);
    MLPP_TRY(search.found, co_await tx.one<Found>(statement, search.pattern));
    co_return search;
}

// The WHERE of one request: conditions on the columns of the SELECT, joined by AND. Absent values
// add nothing.
class Conditions {
public:
    template <class T>
    Conditions& equals(std::string_view column, const std::optional<T>& value) {
        return compare(column, "=", value);
    }

    template <class T>
    Conditions& at_least(std::string_view column, const std::optional<T>& value) {
        return compare(column, ">=", value);
    }

    template <class T>
    Conditions& at_most(std::string_view column, const std::optional<T>& value) {
        return compare(column, "<=", value);
    }

    // The column is one of the values; an empty list adds nothing.
    template <class T>
    Conditions& any_of(std::string_view column, const std::vector<T>& values) {
        if (values.empty()) return *this;
        params_.add(values);
        return also(std::string("l.").append(column) + " = ANY (" + placeholder() + ")");
    }

    // The text occurs in one of the columns, whatever the case and the accents.
    Conditions& contains(std::initializer_list<std::string_view> columns,
                         const std::optional<std::string>& text);

    // The rows of that depot, of a growing list.
    Conditions& of_depot(const std::optional<Uuid>& depot);

    // A condition of our own making; its parameters come from `parameter`.
    Conditions& also(const std::string& condition);

    // The same for one that no index answers.
    Conditions& costly(const std::string& condition);

    // The conditions name rows that lie together in an index of their own: they are fetched by it
    // and then ordered, instead of being met on a walk along the order.
    Conditions& fetched_first();

    // The rows that were found, else those whose text (folded by app.plier) holds the pattern.
    Conditions& matching(const Matches& matches, std::string_view text, const std::string& pattern);

    // Adds a parameter; returns how SQL names it.
    template <class T>
    std::string parameter(const T& value) {
        params_.add(value);
        return placeholder();
    }

    const std::string& text() const { return text_; }

    const std::string& costly_text() const { return costly_; }

    bool fetches_first() const { return fetches_first_; }

    // The parameter of of_depot; empty without.
    const std::string& depot() const { return depot_; }

    const db::Params& params() const { return params_; }

private:
    template <class T>
    Conditions& compare(std::string_view column, std::string_view operation,
                        const std::optional<T>& value) {
        if (!value) return *this;
        params_.add(*value);
        return also(std::string("l.").append(column) + ' ' + std::string(operation) + ' ' +
                    placeholder());
    }

    std::string placeholder() const { return '$' + std::to_string(params_.size()); }

    std::string text_;
    std::string costly_;
    bool fetches_first_ = false;
    std::string depot_;
    db::Params params_;
};

// The ids of one page, and whether older rows of the filter were left out.
struct Selected {
    std::vector<Uuid> ids;
    bool fenetre_pleine = false;

    BOOST_DESCRIBE_CLASS(Selected, (), (ids, fenetre_pleine), (), ())
};

// One composed page: what to send, and how to read on. With `selection` its ids come first and are
// the parameter of `page`.
struct Composed {
    std::optional<db::Query> selection;
    db::Query page;
    std::optional<db::Query> count;
    std::string_view sort_field;
    std::string_view null_text;
    bool descending = false;
    std::size_t rows = rows_default;
};

// 400 CURSEUR_INVALIDE, 422 VALEUR_INCONNUE on `tri`.
Result<Composed> compose(const Spec& spec, const Paging& paging, const Conditions& conditions);

// Every row of a filter, at most `most`: which ones, in their order, and how a part of them is
// shown: `part` takes the ids.
struct Whole {
    db::Query selection;
    db::Query part;
};

// As `compose`; the paging says the order only. The selection finds one row more than `most`
// where there are more, or says that it did not look at all of them.
Result<Whole> compose_whole(const Spec& spec, const Paging& paging, const Conditions& conditions,
                            std::int64_t most);

// What a request asks of a list.
struct Question {
    Spec spec;
    Conditions conditions;
};

inline constexpr std::size_t part_rows = 500;

// Gives all rows of a question to `take`, a coroutine that gets a std::vector<Row>, part by part,
// and ends the transaction. 422 EXPORT_TROP_GRAND when there are more than `most`.
template <class Row, class Take>
asio::awaitable<Result<>> each_part(db::Transaction& tx, const Question& question,
                                    const Paging& paging, std::int64_t most, Take take) {
    MLPP_TRY(auto whole, compose_whole(question.spec, paging, question.conditions, most));
    MLPP_TRY(const auto selected,
             co_await tx.one_or<Selected>(Code::ERREUR_INTERNE, std::move(whole.selection)));
    if (selected.fenetre_pleine || selected.ids.size() > static_cast<std::size_t>(most))
        co_return refuse({Code::EXPORT_TROP_GRAND, {{"max", std::to_string(most)}}});
    for (std::size_t at = 0; at < selected.ids.size(); at += part_rows) {
        const auto first = selected.ids.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(part_rows, selected.ids.size() - at);
        auto query = whole.part;
        query.params.add(std::vector<Uuid>(first, first + static_cast<std::ptrdiff_t>(count)));
        MLPP_TRY(auto rows, co_await tx.rows<Row>(std::move(query)));
        MLPP_CHECK(co_await take(std::move(rows)));
    }
    co_return co_await tx.commit();
}

// The cursor after a row: sort key, direction, the row's value and id.
std::string cursor_after(const Composed& composed, const json::Type& type, const void* row);

template <class Row>
asio::awaitable<Result<json::Page<Row>>> read_page(db::Transaction& tx, const Spec& spec,
                                                   const Paging& paging,
                                                   const Conditions& conditions) {
    MLPP_TRY(auto composed, compose(spec, paging, conditions));
    json::Page<Row> page;
    if (composed.count) {
        MLPP_TRY(page.total, co_await tx.one_or<std::int64_t>(Code::ERREUR_INTERNE,
                                                              std::move(*composed.count)));
    }
    if (composed.selection) {
        MLPP_TRY(const auto selected, co_await tx.one_or<Selected>(Code::ERREUR_INTERNE,
                                                                   std::move(*composed.selection)));
        if (selected.fenetre_pleine) page.fenetre = window_rows;
        composed.page.params.add(selected.ids);
    }
    MLPP_TRY(page.elements, co_await tx.last_rows<Row>(std::move(composed.page)));
    if (page.elements.size() > composed.rows) {
        page.elements.pop_back();
        page.curseur_suivant = cursor_after(composed, json::type_of<Row>, &page.elements.back());
    }
    co_return page;
}

// The page as the transaction's last statement: with BEGIN and COMMIT one round trip, one more each
// for counting and for a selection by itself.
template <class Row>
asio::awaitable<Result<json::Page<Row>>>
last_page(db::Transaction& tx, Spec spec, const Paging& paging, const Conditions& conditions) {
    auto page = co_await read_page<Row>(tx, spec, paging, conditions);
    // A cursor's value is text here; PostgreSQL is the first to read it as what the list sorts by.
    if (!page && paging.curseur && page.error().code == Code::DONNEES_INVALIDES)
        co_return refuse(Code::CURSEUR_INVALIDE);
    co_return page;
}

// The first page of a question, or the one behind the cursor.
template <class Row>
asio::awaitable<Result<json::Page<Row>>> last_page(db::Transaction& tx, const Question& question,
                                                   const Paging& paging) {
    co_return co_await last_page<Row>(tx, question.spec, paging, question.conditions);
}

} // namespace mlpp::list
