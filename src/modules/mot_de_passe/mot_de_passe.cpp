#include "modules/mot_de_passe/mot_de_passe.h"

#include <algorithm>

namespace mlpp::mot_de_passe {

namespace {

constexpr std::size_t generated_characters = 20;

// The most common passwords that are long enough to pass, and those that people here would try
// first.
constexpr auto common = std::to_array<std::string_view>({
    "0123456789",   "0987654321",   "1020304050",    "123123123123",     "1234512345",
    "1234554321",   "12345678900",  "1234567890",    "12345678910",      "1234567891",
    "123456789a",   "123456789q",   "1q2w3e4r5t",    "1q2w3e4r5t6y",     "1qaz2wsx3edc",
    "9876543210",   "a123456789",   "abc123456789",  "abcdefghij",       "abcdefghijk",
    "admin12345",   "admin123456",  "adminadmin",    "administrateur",   "administrator",
    "azerty1234",   "azerty12345",  "azerty123456",  "azertyuiop",       "azertyuiop123",
    "basketball",   "bienvenue1",   "bienvenue123",  "carburant1",       "changeme123",
    "changezmoi",   "citerne1234",  "computer123",   "congo123456",      "directeur1",
    "directeur123", "doudou1234",   "essence123",    "football123",      "gasoil1234",
    "iloveyou123",  "jetaime123",   "kinshasa123",   "kipushi123",       "letmein123",
    "loulou1234",   "lubumbashi",   "lubumbashi1",   "lubumbashi123",    "monaluxe123",
    "monaluxe1234", "monaluxe2024", "monaluxe2025",  "monaluxe2026",     "monaluxe2027",
    "motdepasse",   "motdepasse1",  "motdepasse12",  "motdepasse123",    "motdepasse1234",
    "nicolas123",   "p@ssw0rd123",  "p@ssword123",   "passer1234",       "passw0rd123",
    "password00",   "password01",   "password10",    "password11",       "password12",
    "password123",  "password1234", "password12345", "passwordpassword", "princess123",
    "q1w2e3r4t5",   "q1w2e3r4t5y6", "qazwsxedcrfv",  "qwerty1234",       "qwerty12345",
    "qwerty123456", "qwertyuiop",   "qwertyuiop123", "soleil1234",       "superman123",
    "utilisateur",  "welcome123",   "welcome1234",   "zaq12wsxcde3",
});

char folded(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_folded(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, folded, folded);
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool is_weak(std::string_view password, std::initializer_list<std::string_view> personal) {
    const auto length = characters(password);
    if (length < length_min || length > length_max) return true;
    if (password.find_first_not_of(password.front()) == std::string_view::npos) return true;
    const auto same = [&](std::string_view other) { return same_folded(password, other); };
    return std::ranges::any_of(common, same) || std::ranges::any_of(personal, [&](auto text) {
               return same(text) || same(text.substr(0, text.find('@')));
           });
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
    return new_secret().substr(0, generated_characters);
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
