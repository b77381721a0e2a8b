#include "modules/mot_de_passe/mot_de_passe.h"

#include <algorithm>

namespace mlpp::mot_de_passe {

namespace {

constexpr std::size_t generated_characters = 20;

// Words that people begin with; figures and signs behind them do not help.
constexpr auto common = std::to_array<std::string_view>({
    "1q2w3e4r5t6y", "1qaz2wsx3edc", "admin",       "administrateur", "administrator", "azerty",
    "basketball",   "bienvenue",    "carburant",   "changeme",       "changezmoi",    "citerne",
    "computer",     "congo",        "depot",       "directeur",      "essence",       "football",
    "gasoil",       "iloveyou",     "jetaime",     "kinshasa",       "kipushi",       "letmein",
    "lubumbashi",   "motdepasse",   "operateur",   "p@ssw0rd",       "p@ssword",      "passer",
    "passw0rd",     "password",     "princess",    "q1w2e3r4t5y6",   "qazwsxedcrfv",  "qwerty",
    "soleil",       "superman",     "utilisateur", "welcome",        "zaq12wsxcde3",
});

// Names of the house: no password holds one.
constexpr auto house = std::to_array<std::string_view>({"mlpp", "monaluxe"});

// Neighbours in one of these rows follow each other, in both directions.
constexpr auto rows = std::to_array<std::string_view>({
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
});

// A name, or an e-mail's part before the @, is looked for within the password from this length on.
constexpr std::size_t personal_length_min = 4;
// "azertyuiop123" has two runs; a password needs more than this many.
constexpr std::size_t simple_runs_max = 3;

char folded(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string folded(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) { return folded(c); });
    return out;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool follow_each_other(char a, char b) {
    return a == b || std::ranges::any_of(rows, [&](std::string_view row) {
               return row.find(std::string{a, b}) != std::string_view::npos ||
                      row.find(std::string{b, a}) != std::string_view::npos;
           });
}

// "123456789012", "azertyuiop123".
bool is_made_of_few_runs(std::string_view text) {
    std::size_t runs = 1;
    for (std::size_t i = 1; i < text.size(); ++i)
        if (!follow_each_other(text[i - 1], text[i])) ++runs;
    return runs <= simple_runs_max;
}

// "aaaaaaaaaaaa", "adminadmin": a block that would be too short by itself, again and again.
bool repeats_a_short_block(std::string_view text) {
    for (std::size_t block = 1; block < length_min; ++block)
        if (text.substr(block) == text.substr(0, text.size() - block)) return true;
    return false;
}

bool is_common(std::string_view text) {
    return std::ranges::any_of(common, [&](std::string_view word) {
        return text.starts_with(word) && std::ranges::none_of(text.substr(word.size()), [](char c) {
                   return c >= 'a' && c <= 'z';
               });
    });
}

bool holds(std::string_view text, std::string_view personal) {
    const auto whole = folded(personal);
    const auto own = whole.substr(0, whole.find('@'));
    return text == whole || text == own ||
           (own.size() >= personal_length_min && text.contains(own));
}

bool is_weak(std::string_view password, std::initializer_list<std::string_view> personal) {
    const auto length = characters(password);
    if (length < length_min || length > length_max) return true;
    const auto text = folded(password);
    const auto holds_it = [&](std::string_view name) { return holds(text, name); };
    return is_made_of_few_runs(text) || repeats_a_short_block(text) || is_common(text) ||
           std::ranges::any_of(house, holds_it) || std::ranges::any_of(personal, holds_it);
}

} // namespace

Result<> verifier(std::string_view champ, std::string_view password,
                  std::initializer_list<std::string_view> personal) {
    if (!is_weak(password, personal)) return {};
    return refuse(invalid_fields(
        {{std::string(champ),
          Code::MOT_DE_PASSE_FAIBLE,
          {{"min", std::to_string(length_min)}, {"max", std::to_string(length_max)}}}}));
}

std::string generate() {
    // One in some 60 000 happens to hold a name of the house.
    while (true) {
        auto password = new_secret().substr(0, generated_characters);
        if (!is_weak(password, {})) return password;
    }
}

boost::asio::awaitable<Result<Hash256>> derive_key(http::Workers& workers,
                                                   const std::string& password, const Salt& salt) {
    Hash256 key{};
    MLPP_CHECK(co_await workers.run([&] { key = password_key(password, salt); }));
    co_return key;
}

boost::asio::awaitable<Result<Secret>> make_secret(http::Workers& workers,
                                                   const std::string& password) {
    Secret secret{};
    fill_random(secret.sel);
    MLPP_TRY(secret.cle, co_await derive_key(workers, password, secret.sel));
    co_return secret;
}

} // namespace mlpp::mot_de_passe
