// Router: finds the route of a request. Built once from the table, which must outlive it; then read
// by all threads. The constructor throws std::invalid_argument on a malformed, duplicate or
// ambiguous pattern.
#pragma once

#include "platform/base/result.h"
#include "platform/base/uuid.h"
#include "platform/http/route.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::http {

struct Match {
    const Route* route = nullptr;
    std::vector<std::pair<std::string_view, Uuid>> ids; // names are the route's own text
};

// A path as it was sent, without the query, decoded. 400 REQUETE_INVALIDE for a broken escape and
// for an encoded slash, which would change the segments.
Result<std::string> decoded_path(std::string_view path);

class Router {
public:
    explicit Router(const RouteTable& table);
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    // HEAD finds the GET. 404 ROUTE_INTROUVABLE; 405 METHODE_REFUSEE with parameter `admises`;
    // 404 RESSOURCE_INTROUVABLE when an id is no uuid. `path` is a decoded one.
    Result<Match> find(Method method, std::string_view path) const;

    // "GET, HEAD, POST" of a path; empty when nothing is there.
    std::string allowed(std::string_view path) const;

    const RouteTable& table() const { return table_; }

private:
    struct Node;
    const Node* walk(std::string_view path, std::vector<std::string_view>& ids) const;
    void insert(const Route& route);

    const RouteTable& table_;
    std::unique_ptr<Node> root_;
};

} // namespace mlpp::http
