// Type: what the reader, the writer and the schema know of a C++ type, as a constant made at
// compile time from Boost.Describe. Everything that works on it is ordinary code in .cpp files, so
// a struct costs little to compile.
//
// A field may be: bool, int, std::int64_t, double, Decimal<N>, std::string, Uuid, Date, Instant, a
// described enum (spelled as in C++), std::optional, std::vector, Champ (PATCH), a described
// struct, Json (any value). A new text-shaped value type joins by specialising ScalarFormat.
// Constants: any thread.
#pragma once

#include "platform/base/date.h"
#include "platform/base/decimal.h"
#include "platform/base/uuid.h"
#include "platform/json/rules.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace mlpp::json {

// Any JSON value, kept as its text: read compacted with every number as written, written verbatim.
struct Json {
    std::string text = "null";

    friend bool operator==(const Json&, const Json&) = default;
};

// A field of a PATCH: absent (not given), null (given, no value) or a value.
template <class T>
struct Champ {
    using value_type = T;

    bool given = false;
    std::optional<T> value{};

    bool is_null() const { return given && !value; }

    // The new value of a column: the one given, else the current one.
    std::optional<T> or_keep(const std::optional<T>& current) const {
        return given ? value : current;
    }

    friend bool operator==(const Champ&, const Champ&) = default;
};

// Text-shaped values: the format's name in the schema and in messages, `T::parse` and `text()`.
template <class T>
struct ScalarFormat;

template <>
struct ScalarFormat<Uuid> {
    static constexpr std::string_view format = "uuid";
};

template <>
struct ScalarFormat<Date> {
    static constexpr std::string_view format = "date";
};

template <>
struct ScalarFormat<Instant> {
    static constexpr std::string_view format = "date-time";
};

enum class Kind : std::uint8_t {
    boolean,
    integer,
    decimal,
    real,
    text,
    scalar,
    enumeration,
    optional,
    champ,
    list,
    object,
    raw
};

struct Field;

struct Enumerator {
    std::string_view name;
    std::int64_t value;
};

struct Type {
    Kind kind;
    std::string_view name{}; // C++ name of an object or enumeration; format of a scalar
    const Type* item = nullptr;
    std::span<const Field> fields{};
    std::span<const Enumerator> enumerators{};
    int decimals = 0;
    double least = 0; // the range of a number's type
    double most = 0;

    // Numbers, booleans, enumerations: the value, in units for a decimal.
    void (*set_integer)(void*, std::int64_t) = nullptr;
    std::int64_t (*integer)(const void*) = nullptr;
    // Scalars.
    bool (*from_text)(void*, std::string_view) = nullptr;
    void (*to_text)(const void*, std::string&) = nullptr;
    // Optional, champ: a fresh value; lists: one more item at the end.
    void* (*make)(void*) = nullptr;
    void (*set_null)(void*) = nullptr;
    bool (*given)(const void*) = nullptr;        // champ
    const void* (*value)(const void*) = nullptr; // optional, champ: null pointer when there is none
    std::size_t (*size)(const void*) = nullptr;
    const void* (*at)(const void*, std::size_t) = nullptr;
};

struct Field {
    std::string_view name;
    const Type* type;
    Bounds bounds;
    void* (*member)(void*);

    const void* member_of(const void* object) const { return member(const_cast<void*>(object)); }

    bool required() const { return type->kind != Kind::optional && type->kind != Kind::champ; }
};

template <class T>
concept DescribedStruct =
    boost::describe::has_describe_members<T>::value && std::default_initializable<T>;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
concept TextScalar = requires(const T& value, std::string_view text) {
    ScalarFormat<T>::format;
    { T::parse(text) } -> std::same_as<std::optional<T>>;
    { value.text() } -> std::same_as<std::string>;
};

template <class T>
constexpr Type make_type();

template <class T>
inline constexpr Type type_of = make_type<T>();

namespace detail {

template <class T>
inline constexpr bool always_false = false;

template <class T>
constexpr std::string_view type_name() {
    constexpr std::string_view function = __PRETTY_FUNCTION__; // … [T = mlpp::X]
    constexpr auto begin = function.find("[T = ") + 5;
    return function.substr(begin, function.size() - begin - 1);
}

template <class T>
constexpr auto rules_of() {
    if constexpr (requires { rules(static_cast<const T*>(nullptr)); })
        return rules(static_cast<const T*>(nullptr));
    else
        return std::array<Rule, 0>{};
}

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

template <class T>
constexpr Bounds bounds_of(std::string_view field) {
    for (const Rule& rule : rules_of<T>())
        if (rule.field == field) return rule.bounds;
    return {};
}

template <class T>
constexpr bool rules_name_fields(std::span<const Field> fields) {
    for (const Rule& rule : rules_of<T>()) {
        bool found = false;
        for (const Field& field : fields)
            found = found || field.name == rule.field;
        if (!found) return false;
    }
    return true;
}

template <class T, auto pointer>
constexpr Field make_field(std::string_view name) {
    using Member = std::remove_cvref_t<decltype(std::declval<T&>().*pointer)>;
    return {name, &type_of<Member>, bounds_of<T>(name),
            [](void* object) -> void* { return &(static_cast<T*>(object)->*pointer); }};
}

template <class T, template <class...> class List, class... D>
constexpr auto make_fields(List<D...>) {
    return std::array<Field, sizeof...(D)>{make_field<T, D::pointer>(D::name)...};
}

template <class T>
inline constexpr auto fields_of = make_fields<T>(MembersOf<T>{});

template <class E, template <class...> class List, class... D>
constexpr auto make_enumerators(List<D...>) {
    return std::array<Enumerator, sizeof...(D)>{
        Enumerator{D::name, static_cast<std::int64_t>(D::value)}...};
}

template <class E>
inline constexpr auto enumerators_of =
    make_enumerators<E>(boost::describe::describe_enumerators<E>{});

template <class T>
struct IsOptional : std::false_type {};

template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
struct IsChamp : std::false_type {};

template <class T>
struct IsChamp<Champ<T>> : std::true_type {};

template <class T>
struct IsVector : std::false_type {};

template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
struct IsDecimal : std::false_type {};

template <int Scale>
struct IsDecimal<Decimal<Scale>> : std::true_type {};

// Integers beyond 2^53 do not survive a JavaScript client.
inline constexpr double integer_most = 9007199254740991.0;

template <class T>
constexpr Type integer_type() {
    Type type{.kind = Kind::integer};
    type.least = sizeof(T) > 4 ? -integer_most : std::numeric_limits<std::int32_t>::min();
    type.most = sizeof(T) > 4 ? integer_most : std::numeric_limits<std::int32_t>::max();
    type.set_integer = [](void* to, std::int64_t v) { *static_cast<T*>(to) = static_cast<T>(v); };
    type.integer = [](const void* from) -> std::int64_t { return *static_cast<const T*>(from); };
    return type;
}

template <class T>
constexpr Type decimal_type() {
    Type type{.kind = Kind::decimal, .decimals = T::scale};
    type.most =
        T::scale <= 6 ? 1e12 : static_cast<double>(mlpp::detail::power_of_ten(18 - T::scale));
    type.least = -type.most;
    type.set_integer = [](void* to, std::int64_t v) { *static_cast<T*>(to) = T::from_units(v); };
    type.integer = [](const void* from) { return static_cast<const T*>(from)->units(); };
    return type;
}

template <class T>
constexpr Type enumeration_type() {
    Type type{.kind = Kind::enumeration, .name = type_name<T>(), .enumerators = enumerators_of<T>};
    type.set_integer = [](void* to, std::int64_t v) { *static_cast<T*>(to) = static_cast<T>(v); };
    type.integer = [](const void* from) {
        return static_cast<std::int64_t>(*static_cast<const T*>(from));
    };
    return type;
}

template <class T>
constexpr Type scalar_type() {
    Type type{.kind = Kind::scalar, .name = ScalarFormat<T>::format};
    type.from_text = [](void* to, std::string_view text) {
        const auto value = T::parse(text);
        if (value) *static_cast<T*>(to) = *value;
        return value.has_value();
    };
    type.to_text = [](const void* from, std::string& out) {
        out += static_cast<const T*>(from)->text();
    };
    return type;
}

template <class T>
constexpr Type optional_type() {
    Type type{.kind = Kind::optional, .item = &type_of<typename T::value_type>};
    type.make = [](void* to) -> void* { return &static_cast<T*>(to)->emplace(); };
    type.set_null = [](void* to) { static_cast<T*>(to)->reset(); };
    type.value = [](const void* from) -> const void* {
        const auto& held = *static_cast<const T*>(from);
        return held ? &*held : nullptr;
    };
    return type;
}

template <class T>
constexpr Type champ_type() {
    Type type{.kind = Kind::champ, .item = &type_of<typename T::value_type>};
    type.make = [](void* to) -> void* {
        auto& champ = *static_cast<T*>(to);
        champ.given = true;
        return &champ.value.emplace();
    };
    type.set_null = [](void* to) { *static_cast<T*>(to) = T{.given = true}; };
    type.given = [](const void* from) { return static_cast<const T*>(from)->given; };
    type.value = [](const void* from) -> const void* {
        const auto& champ = *static_cast<const T*>(from);
        return champ.value ? &*champ.value : nullptr;
    };
    return type;
}

template <class T>
constexpr Type list_type() {
    static_assert(!std::same_as<T, std::vector<bool>>);
    Type type{.kind = Kind::list, .item = &type_of<typename T::value_type>};
    type.make = [](void* to) -> void* { return &static_cast<T*>(to)->emplace_back(); };
    type.size = [](const void* from) { return static_cast<const T*>(from)->size(); };
    type.at = [](const void* from, std::size_t i) -> const void* {
        return &(*static_cast<const T*>(from))[i];
    };
    return type;
}

template <class T>
constexpr Type object_type() {
    static_assert(rules_name_fields<T>(fields_of<T>), "a rule names a field that does not exist");
    return {.kind = Kind::object, .name = type_name<T>(), .fields = fields_of<T>};
}

} // namespace detail

template <class T>
constexpr Type make_type() {
    if constexpr (std::same_as<T, bool>) {
        auto type = detail::integer_type<bool>();
        type.kind = Kind::boolean;
        return type;
    } else if constexpr (std::same_as<T, std::int64_t> || std::same_as<T, std::int32_t>)
        return detail::integer_type<T>();
    else if constexpr (std::same_as<T, double>)
        return {.kind = Kind::real, .least = -1e300, .most = 1e300};
    else if constexpr (detail::IsDecimal<T>::value)
        return detail::decimal_type<T>();
    else if constexpr (std::same_as<T, std::string>)
        return {.kind = Kind::text};
    else if constexpr (std::same_as<T, Json>)
        return {.kind = Kind::raw};
    else if constexpr (TextScalar<T>)
        return detail::scalar_type<T>();
    else if constexpr (DescribedEnum<T>)
        return detail::enumeration_type<T>();
    else if constexpr (detail::IsOptional<T>::value)
        return detail::optional_type<T>();
    else if constexpr (detail::IsChamp<T>::value)
        return detail::champ_type<T>();
    else if constexpr (detail::IsVector<T>::value)
        return detail::list_type<T>();
    else if constexpr (DescribedStruct<T>)
        return detail::object_type<T>();
    else
        static_assert(detail::always_false<T>, "no JSON form: describe it with BOOST_DESCRIBE_…");
}

} // namespace mlpp::json
