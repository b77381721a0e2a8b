// Goal: what a handler may rely on in the database: begin opens the caller's context, commit keeps
// deed and answer together, and ML002 and ML003 end as a repeated answer and as another attempt.
#include "pg/api.h"
#include "platform/db/transaction.h"
#include "platform/http/context.h"
#include "platform/http/credentials.h"

#include <gmock/gmock.h>

namespace mlpp::pgtest {

struct Note {
    std::string note;
};
BOOST_DESCRIBE_STRUCT(Note, (), (note))

namespace {

using http::awaitable;
using http::Context;
using http::Response;

constexpr db::Statement who{"essai.qui",
                            "select concat_ws(' ', (app.contexte()).role, (app.contexte()).action, "
                            "(app.contexte()).cle)"};
constexpr db::Statement write{"essai.ecrire", "insert into clients (nom) values ($1::text)"};
constexpr db::Statement raise{
    "essai.lever", "select app.refuser_essai($1::text, $2::text, $3::integer <= $4::integer)"};

int attempts = 0;

// What the context holds once it is open.
awaitable<Result<Response>> show_context(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto text, co_await tx.one<std::string>(who));
    co_return co_await ctx.commit(tx, ctx.ok(Note{text}));
}

// Writes and commits; "refuse" and "oublie" end without a commit.
awaitable<Result<Response>> write_note(Context& ctx) {
    ++attempts;
    MLPP_TRY(const auto demande, ctx.body<Note>());
    auto tx = ctx.begin();
    MLPP_CHECK(co_await tx.execute(write, demande.note));
    if (demande.note == "refuse") co_return refuse(Code::REGLE_METIER);
    if (demande.note == "oublie" && !ctx.idempotency_key()) co_return ctx.created(demande);
    co_return co_await ctx.commit(tx, ctx.created(demande));
}

// Its statement raises ML003 in as many attempts as the note says.
awaitable<Result<Response>> post_with_stale_settings(Context& ctx) {
    ++attempts;
    MLPP_TRY(const auto demande, ctx.body<Note>());
    auto tx = ctx.begin();
    tx.queue(write, demande.note);
    MLPP_CHECK(co_await tx.last<bool>(raise, std::string_view("ML003"),
                                      std::string_view("REGLAGE_PERIME"), attempts,
                                      std::stoi(demande.note)));
    co_return ctx.created(demande);
}

void declare(http::RouteTable& table) {
    table.post<Note, Note>("/contexte", "referentiels.lire", show_context, "")
        .answers(200)
        .accepts_idempotency_key();
    table.post<Note, Note>("/notes", "referentiels.ecrire", write_note, "")
        .accepts_idempotency_key();
    table.post<Note, Note>("/perimes", "referentiels.ecrire", post_with_stale_settings, "");
}

class ContextTest : public testing::Test {
protected:
    ContextTest() {
        attempts = 0;
        api.run("create function app.refuser_essai(etat text, texte text, leve boolean) returns "
                "boolean language plpgsql as $$ begin if leve then raise exception using errcode = "
                "etat, message = texte; end if; return false; end $$;"
                "grant execute on function app.refuser_essai(text, text, boolean) to "
                "mlpp_application");
    }

    std::string clients() { return api.value("select count(*)::text from clients"); }

    Api api{declare};
    Headers key{{"Idempotency-Key", "cle-essai-1"}};
};

TEST_F(ContextTest, begin_opens_the_context_of_who_asks_with_the_routes_action_and_the_key) {
    EXPECT_EQ(api.as("lecture").post("/contexte", "{\"note\":\"\"}", key).text("note"),
              "lecture referentiels.lire cle-essai-1");
    EXPECT_EQ(api.as("admin").post("/contexte", "{\"note\":\"\"}").text("note"),
              "admin referentiels.lire");
}

TEST_F(ContextTest, begin_refuses_a_session_that_ended_and_a_role_without_the_right) {
    EXPECT_EQ(api.with_token(http::new_token()).post("/contexte", "{\"note\":\"\"}").code(),
              "SESSION_EXPIREE");
    EXPECT_EQ(api.as("lecture").post("/notes", R"({"note":"a"})").code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(clients(), "0");
    EXPECT_EQ(api.as("admin").post("/notes", R"({"note":"a"})").status, 201);
    EXPECT_EQ(clients(), "1");
}

TEST_F(ContextTest, nothing_stays_of_a_transaction_that_is_not_committed) {
    EXPECT_EQ(api.as("admin").post("/notes", R"({"note":"refuse"})", key).code(), "REGLE_METIER");
    EXPECT_EQ(api.as("admin").post("/notes", R"({"note":"oublie"})").status, 201);
    EXPECT_EQ(clients(), "0");
    EXPECT_EQ(api.value("select count(*)::text from cles_idempotence"), "0");
}

TEST_F(ContextTest, T_SOR_11_commit_keeps_the_answer_with_the_deed_and_ML002_gives_it_again) {
    const auto admin = api.as("admin");
    const auto first = admin.post("/notes", R"({"note":"a"})", key);
    EXPECT_EQ(first.status, 201);
    const auto again = admin.post("/notes", R"({"note":"a"})", key);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(clients(), "1");
    EXPECT_EQ(api.value("select statut || corps from cles_idempotence"), R"(201{"note":"a"})");
    EXPECT_EQ(admin.post("/notes", R"({"note":"b"})", key).code(), "CLE_IDEMPOTENCE_REUTILISEE");
    EXPECT_EQ(clients(), "1");
}

TEST_F(ContextTest, T_VOL_07_ML003_starts_the_handler_again_and_leaves_nothing_of_the_attempt) {
    EXPECT_EQ(api.as("admin").post("/perimes", R"({"note":"3"})").status, 201);
    EXPECT_EQ(attempts, 4);
    EXPECT_EQ(clients(), "1");
    attempts = 0;
    const auto refused = api.as("admin").post("/perimes", R"({"note":"9"})");
    EXPECT_EQ(refused.code(), "CONFLIT_DE_CONCURRENCE");
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_EQ(attempts, 4);
    EXPECT_EQ(clients(), "1");
}

} // namespace

} // namespace mlpp::pgtest
