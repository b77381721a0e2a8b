#include "platform/json/schema.h"

#include "platform/json/json.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace mlpp::json {

namespace {

std::string quoted(std::string_view text) {
    std::string out;
    write_string(text, out);
    return out;
}

std::string number(double value) {
    return std::abs(value) < 1e15 && value == std::floor(value) ? fmt::format("{:.0f}", value)
                                                                : fmt::format("{}", value);
}

std::string number_schema(const Type& type, const Bounds& bounds) {
    const double least = std::max(type.least, bounds.least.value_or(type.least));
    const double most = std::min(type.most, bounds.most.value_or(type.most));
    auto out =
        fmt::format(R"({{"type":"{}","minimum":{},"maximum":{})",
                    type.kind == Kind::integer ? "integer" : "number", number(least), number(most));
    if (type.kind == Kind::decimal) {
        // A multiple of 10^-N, written as text so that it is exact.
        std::string step = "1";
        if (type.decimals > 0)
            step = "0." + std::string(static_cast<std::size_t>(type.decimals) - 1, '0') + "1";
        out += R"(,"multipleOf":)" + step;
    }
    return out + '}';
}

std::string text_schema(const Bounds& bounds) {
    return fmt::format(R"({{"type":"string","minLength":{},"maxLength":{}}})", bounds.length_min,
                       bounds.length_max);
}

std::string enumeration_schema(const Type& type) {
    std::string out = R"({"type":"string","enum":[)";
    bool first = true;
    for (const auto& enumerator : type.enumerators) {
        if (!first) out += ',';
        first = false;
        out += quoted(enumerator.name);
    }
    return out + "]}";
}

} // namespace

std::string component_name(std::string_view cpp_name) {
    std::string name;
    std::string word;
    for (const char c : cpp_name) {
        if (c == ':') {
            word.clear(); // what came before was a namespace
        } else if (c == '<' || c == '>' || c == ',' || c == ' ') {
            name += word;
            word.clear();
        } else {
            word += c;
        }
    }
    return name + word;
}

std::string Schemas::reference(const Type& type) {
    auto name = component_name(type.name);
    auto text = fmt::format(R"({{"$ref":"#/components/schemas/{}"}})", name);
    const auto [place, fresh] = components_.try_emplace(name, Component{&type, {}});
    if (!fresh) {
        if (place->second.type != nullptr && place->second.type->name != type.name)
            throw std::logic_error("two types share the schema name " + name);
        return text;
    }
    if (type.kind == Kind::enumeration) {
        place->second.schema = enumeration_schema(type);
        return text;
    }
    std::string properties;
    std::string required;
    for (const auto& field : type.fields) {
        if (!properties.empty()) properties += ',';
        properties += quoted(field.name) + ':' + of(*field.type, field.bounds);
        if (!field.required()) continue;
        if (!required.empty()) required += ',';
        required += quoted(field.name);
    }
    components_.find(name)->second.schema =
        fmt::format(R"({{"type":"object","properties":{{{}}},"required":[{}],)"
                    R"("additionalProperties":false}})",
                    properties, required);
    return text;
}

std::string Schemas::of(const Type& type, const Bounds& bounds) {
    switch (type.kind) {
    case Kind::boolean:
        return R"({"type":"boolean"})";
    case Kind::integer:
    case Kind::decimal:
    case Kind::real:
        return number_schema(type, bounds);
    case Kind::text:
        return text_schema(bounds);
    case Kind::scalar:
        return fmt::format(R"({{"type":"string","format":"{}"}})", type.name);
    case Kind::enumeration:
    case Kind::object:
        return reference(type);
    case Kind::optional:
    case Kind::champ:
        if (bounds.not_null) return of(*type.item, bounds);
        return fmt::format(R"({{"anyOf":[{},{{"type":"null"}}]}})", of(*type.item, bounds));
    case Kind::list:
        return fmt::format(R"({{"type":"array","items":{},"minItems":{},"maxItems":{}}})",
                           of(*type.item, bounds), bounds.items_min, bounds.items_max);
    case Kind::raw:
        return "{}";
    }
    return "{}";
}

void Schemas::add(std::string name, std::string schema) {
    components_.insert_or_assign(std::move(name), Component{nullptr, std::move(schema)});
}

std::string Schemas::components() const {
    std::string out = "{";
    for (const auto& [name, component] : components_) {
        if (out.size() > 1) out += ',';
        out += quoted(name) + ':' + component.schema;
    }
    return out + '}';
}

std::string schema_of(const Type& type) {
    Schemas schemas;
    auto root = schemas.of(type);
    root.pop_back();
    return fmt::format(R"({}{}"components":{{"schemas":{}}}}})", root, root.size() > 1 ? "," : "",
                       schemas.components());
}

} // namespace mlpp::json
