#include "platform/http/static_files.h"

#include "platform/base/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace mlpp::http {

namespace {

namespace fs = std::filesystem;

struct Kind {
    std::string_view extension;
    std::string_view content_type;
};

// What a build holds; a file of another kind is refused at start.
constexpr std::array kinds{
    Kind{".html", "text/html; charset=utf-8"},
    Kind{".js", "text/javascript; charset=utf-8"},
    Kind{".css", "text/css; charset=utf-8"},
    Kind{".svg", "image/svg+xml"},
    Kind{".png", "image/png"},
    Kind{".ico", "image/x-icon"},
    Kind{".woff2", "font/woff2"},
    Kind{".json", "application/json"},
    Kind{".webmanifest", "application/manifest+json"},
    Kind{".txt", "text/plain; charset=utf-8"},
};

// No script and no host but ours. Styles that components make at run time are inline.
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
    "data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

constexpr std::string_view page = "/index.html";

std::string_view content_type_of(const fs::path& file) {
    const auto extension = file.extension().string();
    const auto found = std::ranges::find(kinds, extension, &Kind::extension);
    if (found == kinds.end())
        throw StaticFilesError(fmt::format("{}: no kind of file that is served", file.string()));
    return found->content_type;
}

std::string contents_of(const fs::path& file) {
    std::ifstream input(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(input), {}};
    if (!input) throw StaticFilesError(fmt::format("{} cannot be read", file.string()));
    return text;
}

std::string beside(const fs::path& file, const char* suffix) {
    auto compressed = file;
    compressed += suffix;
    return fs::is_regular_file(compressed) ? contents_of(compressed) : std::string{};
}

// Whether `coding` is among the accepted ones, without q=0.
bool accepts(std::string_view header, std::string_view coding) {
    while (!header.empty()) {
        auto item = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), item.size() + 1));
        while (item.starts_with(' '))
            item.remove_prefix(1);
        const auto name = item.substr(0, item.find_first_of("; "));
        if (!same_ignoring_case(name, coding)) continue;
        const auto weight = item.find("q=0");
        return weight == std::string_view::npos ||
               item.find_first_not_of("0.", weight + 2) != std::string_view::npos;
    }
    return false;
}

bool has_tag(std::string_view header, std::string_view etag) {
    return header == "*" || header.find(etag) != std::string_view::npos;
}

} // namespace

StaticFiles::StaticFiles(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_regular_file(folder / "index.html", error))
        throw StaticFilesError(
            fmt::format("{} has no index.html: build the web interface first", folder.string()));
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (entry.is_regular_file() && extension != ".br" && extension != ".gz")
            read(folder, entry.path());
    }
}

void StaticFiles::read(const fs::path& folder, const fs::path& path) {
    File file{.content_type = content_type_of(path),
              .plain = contents_of(path),
              .brotli = beside(path, ".br"),
              .gzip = beside(path, ".gz"),
              .etag = {}};
    const auto name = '/' + path.lexically_relative(folder).generic_string();
    file.etag = fmt::format("\"{}\"", hex(hash256(file.plain)).substr(0, 32));
    file.for_ever = name.starts_with("/assets/");
    files_.emplace(name, std::move(file));
    std::size_t bytes = 0;
    for (const auto& [_, kept] : files_)
        bytes += kept.plain.size() + kept.brotli.size() + kept.gzip.size();
    if (files_.size() > files_max || bytes > bytes_max)
        throw StaticFilesError(
            fmt::format("{} holds too much for a web interface", folder.string()));
}

Response StaticFiles::answer(const Request& request) const {
    const auto path = request.path();
    if (const auto found = files_.find(path); found != files_.end())
        return send(found->second, request);
    // A name with an extension is a file that is gone (an old build's), never a screen.
    const auto last = path.substr(path.find_last_of('/') + 1);
    if (last.contains('.') || path.starts_with("/assets/"))
        return Response{
            .status = 404, .body = "404\n", .content_type = "text/plain; charset=utf-8"};
    return send(files_.find(page)->second, request);
}

Response StaticFiles::send(const File& file, const Request& request) {
    Response response{.content_type = file.content_type};
    response.header("ETag", file.etag);
    response.header("Vary", "Accept-Encoding");
    response.header("Cache-Control",
                    file.for_ever ? "public, max-age=31536000, immutable" : "no-cache");
    // A service worker lives under the policy it comes with: without one of its own it fetches
    // nothing.
    if (file.content_type.starts_with("text/html") ||
        file.content_type.starts_with("text/javascript"))
        response.header("Content-Security-Policy", std::string{page_policy});
    if (has_tag(request.header("If-None-Match"), file.etag)) {
        response.status = 304;
        response.content_type = {};
        return response;
    }
    const auto accepted = request.header("Accept-Encoding");
    if (!file.brotli.empty() && accepts(accepted, "br")) {
        response.header("Content-Encoding", "br");
        response.body = file.brotli;
    } else if (!file.gzip.empty() && accepts(accepted, "gzip")) {
        response.header("Content-Encoding", "gzip");
        response.body = file.gzip;
    } else {
        response.body = file.plain;
    }
    return response;
}

} // namespace mlpp::http
