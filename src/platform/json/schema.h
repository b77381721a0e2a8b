// JSON Schema (2020-12, as OpenAPI 3.1 embeds it) of described types. Objects and enumerations
// become components, referred to by their short type name; two types with one name are a bug found
// at start. One thread.
#pragma once

#include "platform/json/type.h"

#include <map>
#include <string>
#include <string_view>

namespace mlpp::json {

// "mlpp::json::Page<mlpp::receptions::Reception>" becomes "PageReception".
std::string component_name(std::string_view cpp_name);

class Schemas {
public:
    // The schema of a use of `type`; its components are remembered.
    std::string of(const Type& type, const Bounds& bounds = {});

    // Adds a component written by hand.
    void add(std::string name, std::string schema);

    // {"A":{…},"B":{…}} of every component met so far, by name.
    std::string components() const;

private:
    std::string reference(const Type& type);

    struct Component {
        const Type* type;
        std::string schema;
    };

    std::map<std::string, Component, std::less<>> components_;
};

// The schema of T alone, with the components it refers to under "components".
std::string schema_of(const Type& type);

template <class T>
std::string schema_of() {
    return schema_of(type_of<T>);
}

} // namespace mlpp::json
