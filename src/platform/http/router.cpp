#include "platform/http/router.h"

#include "platform/http/query.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace mlpp::http {

namespace {

// Takes the segment behind the leading '/'; false when there is none.
bool take_segment(std::string_view& path, std::string_view& segment) {
    if (!path.starts_with('/')) return false;
    path.remove_prefix(1);
    segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return true;
}

constexpr std::array declared_methods{Method::get, Method::post, Method::put, Method::patch,
                                      Method::del};

} // namespace

Result<std::string> decoded_path(std::string_view path) {
    auto text = percent_decode(path);
    if (!text || path.contains("%2f") || path.contains("%2F"))
        return refuse({Code::REQUETE_INVALIDE, {{"raison", "encoding"}}});
    return *std::move(text);
}

struct Router::Node {
    struct Entry {
        const Route* route = nullptr;
        std::vector<std::string_view> names; // of the {} segments, in order
    };

    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> any;
    std::array<Entry, 8> entries; // by Method

    Entry& of(Method method) { return entries[static_cast<std::size_t>(method)]; }

    const Entry& of(Method method) const { return entries[static_cast<std::size_t>(method)]; }
};

Router::Router(const RouteTable& table) : table_(table), root_(std::make_unique<Node>()) {
    for (const auto& route : table.routes())
        insert(route);
}

Router::~Router() = default;

void Router::insert(const Route& route) {
    const auto fail = [&](const char* why) {
        throw std::invalid_argument("route " + std::string{name_of(route.method)} + ' ' +
                                    route.pattern + ": " + why);
    };
    if (route.action.name.empty()) fail("no action");
    if (!route.handler) fail("no handler");
    if (route.pattern.starts_with(api_base) &&
        !route.pattern.substr(api_base.size()).starts_with('/'))
        fail("malformed pattern");
    Node* node = root_.get();
    std::vector<std::string_view> names;
    std::string_view rest = route.pattern;
    std::string_view segment;
    while (take_segment(rest, segment)) {
        if (segment.starts_with('{')) {
            const auto name =
                segment.substr(1, segment.size() - std::min<std::size_t>(2, segment.size()));
            if (!segment.ends_with('}') || name.empty()) fail("malformed parameter");
            if (std::ranges::find(names, name) != names.end()) fail("a parameter given twice");
            names.push_back(name);
            if (!node->any) node->any = std::make_unique<Node>();
            node = node->any.get();
        } else {
            if (segment.empty() || segment.find_first_of("{}%?#") != std::string_view::npos)
                fail("malformed segment");
            // A literal may stand beside {id} as long as it is no uuid itself.
            if (Uuid::parse(segment)) fail("ambiguous segment");
            auto& next = node->literals[std::string{segment}];
            if (!next) next = std::make_unique<Node>();
            node = next.get();
        }
    }
    if (!rest.empty() || route.pattern.empty()) fail("malformed pattern");
    auto& entry = node->of(route.method);
    if (entry.route != nullptr) fail("declared twice");
    entry = {&route, std::move(names)};
}

const Router::Node* Router::walk(std::string_view path, std::vector<std::string_view>& ids) const {
    const Node* node = root_.get();
    std::string_view segment;
    while (take_segment(path, segment)) {
        if (const auto found = node->literals.find(segment); found != node->literals.end()) {
            node = found->second.get();
        } else if (node->any && !segment.empty()) {
            node = node->any.get();
            ids.push_back(segment);
        } else {
            return nullptr;
        }
    }
    return path.empty() ? node : nullptr;
}

std::string Router::allowed(std::string_view path) const {
    std::vector<std::string_view> ids;
    const Node* node = walk(path, ids);
    if (node == nullptr) return {};
    std::string names;
    for (const auto method : declared_methods) {
        if (node->of(method).route == nullptr) continue;
        if (!names.empty()) names += ", ";
        names += name_of(method);
        if (method == Method::get) names += ", HEAD";
    }
    if (!names.empty()) names += ", OPTIONS";
    return names;
}

Result<Match> Router::find(Method method, std::string_view path) const {
    std::vector<std::string_view> ids;
    const Node* node = walk(path, ids);
    if (node == nullptr) return refuse(Code::ROUTE_INTROUVABLE);
    const auto& entry = node->of(method == Method::head ? Method::get : method);
    if (entry.route == nullptr) {
        auto names = allowed(path);
        if (names.empty()) return refuse(Code::ROUTE_INTROUVABLE);
        return refuse({Code::METHODE_REFUSEE, {{"admises", std::move(names)}}});
    }
    Match match{.route = entry.route, .ids = {}};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto id = Uuid::parse(ids[i]);
        if (!id) return refuse(Code::RESSOURCE_INTROUVABLE);
        match.ids.emplace_back(entry.names[i], *id);
    }
    return match;
}

} // namespace mlpp::http
