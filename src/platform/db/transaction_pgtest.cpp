#include "pg/database.h"
#include "platform/asio/as_result.h"
#include "platform/db/connection.h"
#include "platform/db/pool.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

// NOLINTBEGIN(cppcoreguidelines-avoid-capturing-lambda-coroutines): the fixture keeps each lambda
// until its coroutine has ended.
namespace mlpp::db {

namespace {

using pgtest::Database;
using pgtest::run;
using testing::HasSubstr;

enum class Statut { ARRIVE, EN_ROUTE };
BOOST_DESCRIBE_ENUM(Statut, ARRIVE, EN_ROUTE)

struct Everything {
    bool vrai = false;
    std::int64_t entier = 0;
    double reel = 0;
    std::string texte;
    Uuid id;
    Date jour;
    Instant instant;
    Litres volume;
    Statut statut = Statut::ARRIVE;
    json::Json json;
    Hash256 empreinte{};
    Bytes octets;
    std::vector<std::string> noms;
    std::vector<Litres> volumes;
    std::optional<int> rien;
    std::optional<int> quelque_chose;

    friend bool operator==(const Everything&, const Everything&) = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (vrai, entier, reel, texte, id, jour, instant, volume, statut, json,
                       empreinte, octets, noms, volumes, rien, quelque_chose))

constexpr Statement echo_everything{
    "essai.tout",
    R"(select $1::bool as vrai, $2::bigint as entier, $3::float8 as reel, $4::text as texte,
    $5::uuid as id, $6::date as jour, $7::timestamptz as instant, $8::numeric(14,3) as volume,
    $9::text as statut, $10::jsonb as json, $11::bytea as empreinte, $12::bytea as octets,
    $13::text[] as noms, $14::numeric[] as volumes, $15::int as rien, $16::int as quelque_chose)"};
constexpr Statement one{"essai.un", "select 1"};
constexpr Statement echo_text{"essai.texte", "select $1::text"};
// Refuses zero with a data error.
constexpr Statement divide{
    "essai.diviser",
    "select (case when $1::int = 0 then 'zero' else (10 / $1::int)::text end)::int"};
constexpr Statement raise{"essai.refuser", "select app_essai_refuser($1, $2)"};
constexpr Statement insert{"essai.inserer", "insert into notes (id) values ($1)"};
constexpr Statement count{"essai.compter", "select count(*) from notes"};
constexpr Statement kill_self{"essai.tuer", "select pg_terminate_backend(pg_backend_pid())"};
constexpr Statement kill_others{
    "essai.tuer_les_autres", "select count(pg_terminate_backend(pid)) from pg_stat_activity where "
                             "datname = current_database() and pid <> pg_backend_pid()"};

// A database with a table and a function that refuses, one io_context and one pool.
class Transactions : public testing::Test {
public:
    Transactions() {
        auto owner = database.as_owner();
        prepared_ = owner
                        .run(R"(
create table notes (id int primary key deferrable initially deferred, parent int);
grant select, insert, update, delete on notes to mlpp_application;
create function app_essai_refuser(nom text, detail text) returns int language plpgsql as $$
begin
    raise exception using errcode = 'ML001', message = nom, detail = detail, column = 'lignes[0].volume';
end $$;
)")
                        .has_value();
    }

    ~Transactions() override {
        // What the test left (a rollback under way) ends before the pool and its database go.
        run(context, pool.close(std::chrono::seconds{5}));
    }

    void SetUp() override { ASSERT_TRUE(prepared_); }

    std::int64_t notes() {
        auto connection = database.as_application();
        return connection.one<std::int64_t>(count).value();
    }

    template <class Work>
    auto within(Work work) {
        return run(context, work());
    }

    Database database{Database::Content::bootstrapped};
    asio::io_context context;
    Pool pool{context.get_executor(), database.pool_options(2)};

private:
    bool prepared_ = false;
};

TEST_F(Transactions, bring_every_type_there_and_back) {
    const Everything sent{.vrai = true,
                          .entier = -9'000'000'000,
                          .reel = 0.1,
                          .texte = "l'été \"\\ 15 °C",
                          .id = new_uuid(),
                          .jour = *Date::parse("2026-02-05"),
                          .instant = *Instant::parse("2026-02-05T10:20:30.123456Z"),
                          .volume = Litres::from_units(123'456'789),
                          .statut = Statut::EN_ROUTE,
                          .json = {R"({"a": [1, null]})"},
                          .empreinte = hash256("x"),
                          .octets = {0, 1, 255},
                          .noms = {"a,b", "", "NULL", "\"\\"},
                          .volumes = {Litres::from_units(1), Litres::from_units(-2'500)},
                          .rien = std::nullopt,
                          .quelque_chose = 7};
    const auto received = within([&]() -> asio::awaitable<Result<Everything>> {
        auto tx = pool.begin();
        co_return co_await tx.last<Everything>(
            echo_everything, sent.vrai, sent.entier, sent.reel, sent.texte, sent.id, sent.jour,
            sent.instant, sent.volume, sent.statut, sent.json, sent.empreinte, sent.octets,
            sent.noms, sent.volumes, sent.rien, sent.quelque_chose);
    });
    ASSERT_TRUE(received);
    EXPECT_EQ(*received, sent);
}

TEST_F(Transactions, that_need_no_answer_in_between_are_one_round_trip) {
    const auto work = [&]() -> asio::awaitable<Result<std::string>> {
        auto tx = pool.begin();
        tx.queue(insert, static_cast<int>(pool.gauges().exchanges));
        tx.queue(one);
        co_return co_await tx.last_text(echo_text, "corps");
    };
    EXPECT_EQ(within(work), "corps");
    for (int i = 0; i < 5; ++i) {
        const auto before = pool.gauges();
        EXPECT_EQ(within(work), "corps");
        const auto after = pool.gauges();
        EXPECT_EQ(after.exchanges - before.exchanges, 1U);
        EXPECT_EQ(after.wakeups - before.wakeups, 1U);
        EXPECT_EQ(after.prepares - before.prepares, 0U);
    }
    EXPECT_EQ(notes(), 6);
    EXPECT_EQ(pool.gauges().open, 1);
}

TEST_F(Transactions, prepare_their_statements_within_the_same_round_trip) {
    static_cast<void>(within([&]() -> asio::awaitable<Result<int>> {
        auto tx = pool.begin();
        co_return co_await tx.last<int>(one);
    }));
    EXPECT_EQ(pool.gauges().exchanges, 1U);
    EXPECT_EQ(pool.gauges().prepares, 3U);
}

TEST_F(Transactions, leave_the_connection_usable_whichever_statement_fails) {
    constexpr int statements = 5;
    for (int failing = 0; failing <= statements; ++failing) {
        const auto result = within([&]() -> asio::awaitable<Result<int>> {
            auto tx = pool.begin();
            for (int i = 0; i < statements - 1; ++i)
                tx.queue(divide, i == failing ? 0 : 1);
            co_return co_await tx.last<int>(divide, failing == statements - 1 ? 0 : 5);
        });
        EXPECT_EQ(result.has_value(), failing == statements);
        if (!result) {
            EXPECT_EQ(result.error().code, Code::DONNEES_INVALIDES);
        }
        EXPECT_EQ(within([&]() -> asio::awaitable<Result<int>> {
                      auto tx = pool.begin();
                      co_return co_await tx.last<int>(one);
                  }),
                  1);
    }
    EXPECT_EQ(pool.gauges().lost, 0U);
}

TEST_F(Transactions, leave_the_connection_usable_when_a_statement_cannot_even_be_prepared) {
    for (const bool first : {true, false}) {
        EXPECT_THROW(static_cast<void>(within([&]() -> asio::awaitable<Result<int>> {
                         auto tx = pool.begin();
                         if (!first) tx.queue(one);
                         tx.queue(Query::compose("essai.faute", "selectt 1", {}));
                         co_return co_await tx.last<int>(divide, 1);
                     })),
                     ServerFault);
        EXPECT_EQ(within([&]() -> asio::awaitable<Result<int>> {
                      auto tx = pool.begin();
                      co_return co_await tx.last<int>(divide, 1);
                  }),
                  10);
    }
    EXPECT_EQ(pool.gauges().lost, 0U);
}

TEST_F(Transactions, carry_our_own_refusals) {
    const auto result = within([&]() -> asio::awaitable<Result<int>> {
        auto tx = pool.begin();
        co_return co_await tx.last<int>(raise, "SORTIE_STOCK_INSUFFISANT_AMB",
                                        R"({"disponible":"700"})");
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::SORTIE_STOCK_INSUFFISANT_AMB);
    EXPECT_EQ(result.error().parametres, (Parameters{{"disponible", "700"}}));
    ASSERT_EQ(result.error().erreurs.size(), 1U);
    EXPECT_EQ(result.error().erreurs[0].champ, "lignes[0].volume");
}

TEST_F(Transactions, give_the_same_failure_to_every_later_call) {
    const auto code = within([&]() -> asio::awaitable<Code> {
        auto tx = pool.begin();
        static_cast<void>(co_await tx.execute(divide, 0));
        const auto committed = co_await tx.commit();
        co_return committed.error().code;
    });
    EXPECT_EQ(code, Code::DONNEES_INVALIDES);
}

TEST_F(Transactions, refuse_a_commit_that_breaks_a_deferred_constraint) {
    const auto result = within([&]() -> asio::awaitable<Result<>> {
        auto tx = pool.begin();
        MLPP_CHECK(co_await tx.execute(insert, 1));
        tx.queue(insert, 1);
        co_return co_await tx.commit();
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::DOUBLON);
    EXPECT_EQ(notes(), 0);
}

TEST_F(Transactions, without_commit_are_rolled_back_and_their_connection_is_used_again) {
    within([&]() -> asio::awaitable<void> {
        for (int i = 0; i < 4; ++i) {
            auto tx = pool.begin();
            EXPECT_EQ(co_await tx.execute(insert, i), 1);
        }
        auto tx = pool.begin();
        EXPECT_EQ(co_await tx.one<std::int64_t>(count), 0);
    });
    EXPECT_EQ(notes(), 0);
    EXPECT_LE(pool.gauges().open, 2);
    EXPECT_EQ(pool.gauges().lost, 0U);
}

TEST_F(Transactions, that_were_never_sent_cost_nothing) {
    {
        auto tx = pool.begin();
        tx.queue(insert, 1);
    }
    EXPECT_EQ(pool.gauges().open, 0);
    EXPECT_EQ(notes(), 0);
}

TEST_F(Transactions, say_when_a_row_is_missing) {
    within([&]() -> asio::awaitable<void> {
        auto tx = pool.begin();
        const auto none = Query::compose("essai.rien", "select 1 where false", {});
        EXPECT_EQ((co_await tx.maybe<int>(none)).value(), std::nullopt);
        const auto missing = co_await tx.one_or<int>(Code::CDR_INTROUVABLE, none);
        EXPECT_EQ(missing.error().code, Code::CDR_INTROUVABLE);
        EXPECT_EQ((co_await tx.maybe<int>(one)).value(), 1);
        EXPECT_TRUE(co_await tx.commit());
        EXPECT_TRUE(tx.committed());
    });
}

TEST_F(Transactions, read_only_refuse_to_write) {
    EXPECT_THROW(static_cast<void>(within([&]() -> asio::awaitable<Result<std::int64_t>> {
                     auto tx = pool.begin(Mode::read_only);
                     co_return co_await tx.execute(insert, 1);
                 })),
                 Unavailable);
}

TEST_F(Transactions, refuse_a_nul_character_instead_of_cutting_the_text) {
    const auto result = within([&]() -> asio::awaitable<Result<std::string>> {
        auto tx = pool.begin();
        co_return co_await tx.last_text(echo_text, std::string("a\0b", 3));
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::DONNEES_INVALIDES);
}

TEST_F(Transactions, carry_batches_larger_than_the_socket_buffers) {
    const std::string large(3'000'000, 'x');
    const auto sizes = within([&]() -> asio::awaitable<std::size_t> {
        auto tx = pool.begin();
        for (int i = 0; i < 4; ++i)
            tx.queue(echo_text, large);
        const auto back = co_await tx.last_text(echo_text, large);
        co_return back.value().size();
    });
    EXPECT_EQ(sizes, large.size());
}

TEST_F(Transactions, run_composed_statements_with_their_parameters) {
    const auto rows = within([&]() -> asio::awaitable<Result<std::vector<int>>> {
        auto tx = pool.begin();
        co_return co_await tx.last_rows<int>(Query::compose(
            "essai.liste",
            "select n from generate_series(1, $1::int) n order by n desc limit $2::int",
            Params::of(10, 3)));
    });
    EXPECT_EQ(rows, (std::vector{10, 9, 8}));
}

struct Wrong {
    int a = 0;
    int absent = 0;
    int nul = 0;
};
BOOST_DESCRIBE_STRUCT(Wrong, (), (a, absent, nul))

TEST_F(Transactions, report_every_disagreement_between_rows_and_struct_at_once) {
    try {
        static_cast<void>(within([&]() -> asio::awaitable<Result<Wrong>> {
            auto tx = pool.begin();
            co_return co_await tx.one<Wrong>(
                Statement{"essai.faux", "select 'x' as a, null::int as nul, 2 as surplus"});
        }));
        FAIL();
    } catch (const BindingError& error) {
        EXPECT_THAT(error.what(), HasSubstr("essai.faux"));
        EXPECT_THAT(error.what(), HasSubstr("member absent has no column"));
        EXPECT_THAT(error.what(), HasSubstr("column surplus has no member"));
        EXPECT_THAT(error.what(), HasSubstr("column nul is NULL in row 0"));
        EXPECT_THAT(error.what(), HasSubstr("column a holds \"x\" in row 0"));
    }
}

TEST_F(Transactions, are_cut_off_by_the_statement_limit) {
    auto options = database.pool_options(1);
    options.connection.statement_limit = std::chrono::milliseconds{50};
    Pool impatient(context.get_executor(), options);
    const auto result = within([&]() -> asio::awaitable<Result<std::string>> {
        auto tx = impatient.begin();
        co_return co_await tx.last_text(Statement{"essai.dormir", "select pg_sleep(20)::text"});
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::DELAI_DEPASSE);
    EXPECT_TRUE(run(context, impatient.ping()));
    EXPECT_EQ(impatient.gauges().lost, 0U);
}

TEST_F(Transactions, close_the_connection_when_the_server_does_not_answer_in_time) {
    auto options = database.pool_options(1);
    options.connection.exchange_limit = std::chrono::milliseconds{50};
    Pool impatient(context.get_executor(), options);
    EXPECT_THROW(static_cast<void>(within([&]() -> asio::awaitable<Result<std::string>> {
                     auto tx = impatient.begin();
                     co_return co_await tx.last_text(
                         Statement{"essai.dormir", "select pg_sleep(20)::text"});
                 })),
                 Unavailable);
    EXPECT_EQ(impatient.gauges().lost, 1U);
    EXPECT_TRUE(run(context, impatient.ping()));
}

TEST_F(Transactions, deadlocks_are_retryable) {
    auto owner = database.as_owner();
    ASSERT_TRUE(owner.run("insert into notes values (1), (2)"));
    const auto update = [&](int first, int second, auto& barrier) -> asio::awaitable<Result<>> {
        constexpr Statement touch{"essai.toucher", "update notes set parent = null where id = $1"};
        auto tx = pool.begin();
        MLPP_CHECK(co_await tx.execute(touch, first));
        // Both hold their first row before either asks for its second.
        if (++barrier.arrived == 2)
            barrier.timer.cancel();
        else
            co_await barrier.timer.async_wait(as_result);
        MLPP_CHECK(co_await tx.execute(touch, second));
        co_return co_await tx.commit();
    };

    struct Barrier {
        asio::steady_timer timer;
        int arrived = 0;
    } barrier{asio::steady_timer(context, std::chrono::seconds{20})};

    std::optional<Result<>> other;
    asio::co_spawn(context, update(2, 1, barrier),
                   [&](const std::exception_ptr&, Result<> result) { other = std::move(result); });
    const auto mine = run(context, update(1, 2, barrier));
    context.restart();
    while (!other && context.run_one() != 0) {
    }
    ASSERT_TRUE(other);
    ASSERT_NE(mine.has_value(), other->has_value());
    EXPECT_TRUE(is_retryable((mine ? *other : mine).error().code));
}

TEST_F(Transactions, survive_a_migration_that_changes_what_a_prepared_statement_returns) {
    constexpr Statement all{"essai.etoile", "select * from notes"};
    const auto read = [&]() -> asio::awaitable<Result<std::int64_t>> {
        auto tx = pool.begin();
        MLPP_TRY(const auto touched, co_await tx.execute(all));
        MLPP_CHECK(co_await tx.commit());
        co_return touched;
    };
    EXPECT_EQ(within(read), 0);
    auto owner = database.as_owner();
    ASSERT_TRUE(owner.run("alter table notes add column texte text"));
    const auto stale = within(read);
    ASSERT_FALSE(stale);
    EXPECT_TRUE(is_retryable(stale.error().code));
    EXPECT_EQ(within(read), 0);
}

TEST_F(Transactions, deallocate_the_statements_used_longest_ago) {
    within([&]() -> asio::awaitable<void> {
        for (int i = 0; i < 300; ++i) {
            auto tx = pool.begin();
            const auto value = co_await tx.last<int>(
                Query::compose("essai.variante", "select " + std::to_string(i), {}));
            EXPECT_EQ(value, i);
        }
        auto tx = pool.begin();
        const auto kept = co_await tx.one<std::int64_t>(
            Statement{"essai.prepares", "select count(*) from pg_prepared_statements"});
        EXPECT_LE(kept.value(), 257); // the last one evicted goes with the next write
        EXPECT_GE(kept.value(), 250);
    });
}

TEST_F(Transactions, lost_with_their_backend_are_an_environment_error_and_the_pool_heals) {
    EXPECT_THROW(static_cast<void>(within([&]() -> asio::awaitable<Result<bool>> {
                     auto tx = pool.begin();
                     co_return co_await tx.last<bool>(kill_self);
                 })),
                 Unavailable);
    EXPECT_EQ(pool.gauges().lost, 1U);
    EXPECT_EQ(pool.gauges().open, 0);
    EXPECT_TRUE(run(context, pool.ping()));
}

TEST_F(Transactions, never_meet_an_idle_connection_that_the_server_has_closed) {
    within([&]() -> asio::awaitable<void> {
        auto first = pool.begin();
        auto second = pool.begin();
        EXPECT_TRUE(co_await first.execute(one));
        EXPECT_TRUE(co_await second.execute(one));
        EXPECT_TRUE(co_await first.commit());
        EXPECT_TRUE(co_await second.commit());
    });
    EXPECT_EQ(pool.gauges().idle, 2);
    auto superuser = database.as_superuser();
    EXPECT_EQ(superuser.one<std::int64_t>(kill_others), 2);
    // The backends end a moment later; each look finds the truth of that moment.
    while (superuser.one<std::int64_t>(
               Statement{"essai.restants",
                         "select count(*) from pg_stat_activity where datname = current_database() "
                         "and pid <> pg_backend_pid()"}) != 0) {
    }
    EXPECT_TRUE(run(context, pool.ping()));
    EXPECT_EQ(pool.gauges().lost, 2U);
    EXPECT_EQ(pool.gauges().open, 1);
}

TEST_F(Transactions, wait_in_line_for_a_connection) {
    Pool single(context.get_executor(), database.pool_options(1));
    std::vector<int> order;
    const auto work = [&](int number) -> asio::awaitable<void> {
        auto tx = single.begin();
        EXPECT_TRUE(co_await tx.execute(one));
        EXPECT_TRUE(co_await tx.execute(one));
        order.push_back(number);
        EXPECT_TRUE(co_await tx.commit());
    };
    int left = 6;
    for (int i = 0; i < 6; ++i)
        asio::co_spawn(context, work(i), [&](const std::exception_ptr&) { --left; });
    int most_waiting = 0;
    context.restart();
    while (left > 0 && context.run_one() != 0)
        most_waiting = std::max(most_waiting, single.gauges().waiting);
    EXPECT_EQ(most_waiting, 5);
    EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(single.gauges().open, 1);
}

TEST_F(Transactions, that_post_stand_in_a_queue_of_their_own_and_leave_reads_alone) {
    Pool small(context.get_executor(), database.pool_options(1));
    std::vector<int> order;
    const auto post = [&](int number) -> asio::awaitable<void> {
        auto tx = small.begin(Mode::posting);
        EXPECT_TRUE(co_await tx.execute(insert, number));
        order.push_back(number);
        EXPECT_TRUE(co_await tx.commit());
    };
    int left = 3;
    within([&]() -> asio::awaitable<void> {
        auto posting = small.begin(Mode::posting);
        EXPECT_TRUE(co_await posting.execute(one));
        for (int i = 0; i < 3; ++i)
            asio::co_spawn(context, post(i), [&](const std::exception_ptr&) { --left; });
        auto reading = small.begin(Mode::read_only);
        EXPECT_TRUE(co_await reading.execute(one));
        EXPECT_EQ(small.gauges().waiting, 3);
        EXPECT_EQ(small.gauges().open, 2);
        EXPECT_TRUE(co_await reading.commit());
        EXPECT_TRUE(co_await posting.commit());
    });
    context.restart();
    while (left > 0 && context.run_one() != 0) {
    }
    EXPECT_EQ(order, (std::vector{0, 1, 2}));
    EXPECT_EQ(notes(), 3);
}

TEST_F(Transactions, that_wait_too_long_for_a_connection_are_refused) {
    auto options = database.pool_options(1);
    options.wait_limit = std::chrono::milliseconds{30};
    Pool small(context.get_executor(), options);
    within([&]() -> asio::awaitable<void> {
        auto holder = small.begin();
        EXPECT_TRUE(co_await holder.execute(one));
        auto waiter = small.begin();
        const auto refused = co_await waiter.execute(one);
        EXPECT_EQ(refused.error().code, Code::DELAI_DEPASSE);
        EXPECT_TRUE(co_await holder.commit());
    });
    EXPECT_TRUE(run(context, small.ping()));
    EXPECT_EQ(small.gauges().waiting, 0);
}

TEST_F(Transactions, cancelled_in_the_middle_close_their_connection_and_free_the_place) {
    asio::cancellation_signal cancel;
    bool ended = false;
    const auto work = [&]() -> asio::awaitable<void> {
        auto tx = pool.begin();
        EXPECT_TRUE(co_await tx.execute(one));
        asio::post(context, [&] { cancel.emit(asio::cancellation_type::terminal); });
        static_cast<void>(co_await tx.execute(Statement{"essai.dormir", "select pg_sleep(20)"}));
    };
    asio::co_spawn(
        context, work(),
        asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& thrown) {
            ended = true;
            EXPECT_TRUE(thrown);
        }));
    context.restart();
    while (!ended && context.run_one() != 0) {
    }
    EXPECT_EQ(pool.gauges().lost, 1U);
    EXPECT_EQ(pool.gauges().open, 0);
    EXPECT_TRUE(run(context, pool.ping()));
}

TEST_F(Transactions, close_idle_connections_after_a_while) {
    auto options = database.pool_options(2);
    options.idle_limit = std::chrono::milliseconds{20};
    Pool lazy(context.get_executor(), options);
    EXPECT_TRUE(run(context, lazy.ping()));
    EXPECT_EQ(lazy.gauges().idle, 1);
    context.restart();
    while (lazy.gauges().open != 0 && context.run_one() != 0) {
    }
    EXPECT_EQ(lazy.gauges().open, 0);
}

TEST_F(Transactions, in_flight_end_before_the_pool_closes) {
    bool committed = false;
    asio::co_spawn(
        context,
        [&]() -> asio::awaitable<void> {
            auto tx = pool.begin();
            EXPECT_TRUE(co_await tx.execute(insert, 1));
            EXPECT_TRUE(co_await tx.execute(insert, 2));
            committed = (co_await tx.commit()).has_value();
        },
        [](const std::exception_ptr&) {});
    context.restart();
    while (pool.gauges().open == 0)
        context.run_one();
    run(context, pool.close(std::chrono::seconds{5}));
    EXPECT_TRUE(committed);
    EXPECT_EQ(notes(), 2);
    EXPECT_THROW(static_cast<void>(run(context, pool.ping())), Unavailable);
}

TEST_F(Transactions, without_a_server_are_an_environment_error) {
    PoolOptions options;
    options.connection.url = "host=/nonexistent user=personne dbname=rien";
    Pool nowhere(context.get_executor(), options);
    EXPECT_THROW(static_cast<void>(run(context, nowhere.ping())), Unavailable);
    options.connection.url = "host=127.0.0.1 port=1 user=personne dbname=rien";
    Pool refused(context.get_executor(), options);
    EXPECT_THROW(static_cast<void>(run(context, refused.ping())), Unavailable);
    options.connection.url = "host=localhost port=1 user=personne dbname=rien";
    Pool by_name(context.get_executor(), options);
    EXPECT_THROW(static_cast<void>(run(context, by_name.ping())), Unavailable);
    options.connection.url = "ceci n'est pas une adresse";
    Pool unreadable(context.get_executor(), options);
    EXPECT_THROW(static_cast<void>(run(context, unreadable.ping())), Unavailable);
    EXPECT_EQ(unreadable.gauges().open, 0);
}

} // namespace

} // namespace mlpp::db

// NOLINTEND(cppcoreguidelines-avoid-capturing-lambda-coroutines)
