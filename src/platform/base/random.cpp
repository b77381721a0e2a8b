#include "platform/base/random.h"

#include "platform/base/assert.h"

#include <sodium.h>

#include <new>

namespace mlpp {

namespace {

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    MLPP_ASSERT(started);
}

constexpr unsigned long long argon2_passes = 2;
constexpr std::size_t argon2_memory_bytes = std::size_t{19} * 1024 * 1024;

} // namespace

void fill_random(std::span<std::uint8_t> bytes) {
    start_sodium();
    randombytes_buf(bytes.data(), bytes.size());
}

std::string new_secret() {
    std::array<std::uint8_t, 32> bytes{};
    fill_random(bytes);
    std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
        text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

Hash256 hash256(std::string_view text) {
    start_sodium();
    Hash256 hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    return hash;
}

std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 0x0f];
    }
    return text;
}

Hash256 password_key(std::string_view password, std::span<const std::uint8_t, 16> salt) {
    start_sodium();
    static_assert(crypto_pwhash_SALTBYTES == 16);
    Hash256 key{};
    if (crypto_pwhash(key.data(), key.size(), password.data(), password.size(), salt.data(),
                      argon2_passes, argon2_memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return key;
}

} // namespace mlpp
