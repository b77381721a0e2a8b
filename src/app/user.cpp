// `mlpp user add`: the way the first administrator comes in.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "modules/app/queries.h"
#include "modules/mot_de_passe/mot_de_passe.h"
#include "platform/base/random.h"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace mlpp::app {

namespace {

struct Password {
    std::string text;
    bool generated = false;
};

// One line of standard input; at a terminal, or when it is empty, one is made up.
Password ask_password(const UserConfig& user) {
    std::string line;
    if (isatty(STDIN_FILENO) == 0) std::getline(std::cin, line);
    if (line.ends_with('\r')) line.pop_back(); // a file that another system wrote
    if (line.empty()) return {mot_de_passe::generate(), true};
    if (!mot_de_passe::verifier("mot_de_passe", line, {user.email, user.nom}))
        throw Refused(fmt::format("the password is too weak: {} to {} characters; not common, no "
                                  "run or repetition, nothing "
                                  "of name or e-mail",
                                  mot_de_passe::length_min, mot_de_passe::length_max));
    return {line, false};
}

std::optional<Uuid> depot_of(db::SyncConnection& owner, const UserConfig& user) {
    if (!user.depot) return std::nullopt;
    const auto depot = owner.one<Uuid>(sql::app::depot_nomme, *user.depot);
    if (!depot) throw Refused("there is no depot " + *user.depot);
    return *depot;
}

} // namespace

int add_user(const Config& config) {
    const auto& wanted = config.user;
    const auto password = ask_password(wanted);
    const auto database = Database::open(config.database, Database::Use::verb);
    auto owner = database.as_owner();
    const auto depot = depot_of(owner, wanted);
    std::array<std::uint8_t, 16> salt{};
    fill_random(salt);
    const auto id =
        owner.one<Uuid>(sql::app::ajouter_utilisateur, wanted.email, wanted.nom, wanted.role, depot,
                        db::Bytes(salt.begin(), salt.end()), password_key(password.text, salt));
    if (!id) throw Refused(std::string(title_of(id.error().code, Language::en)));
    fmt::print("{}\n", id->text());
    if (password.generated) fmt::print("password: {}\n", password.text);
    return ExitCode::done;
}

} // namespace mlpp::app
