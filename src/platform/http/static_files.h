// StaticFiles: the built web interface, read once at start and served from memory, compressed as
// the build made it. Any path that names no file and no route is a screen of the interface and gets
// its page, so that links and refreshes work everywhere.
//
// Owned by app/, read by all threads. Files with a hash in their name (under /assets/) are kept by
// browsers for ever; everything else is asked for again with its ETag, so an upgrade shows at once.
#pragma once

#include "platform/http/request.h"
#include "platform/http/response.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mlpp::http {

// The folder cannot be served as it is; the text says why.
class StaticFilesError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class StaticFiles {
public:
    static constexpr std::size_t files_max = 2'000;
    static constexpr std::size_t bytes_max = std::size_t{32} * 1024 * 1024;

    // Reads the folder: a build with an index.html. Throws StaticFilesError.
    explicit StaticFiles(const std::filesystem::path& folder);

    // 200, 304 or, for a file that does not exist, 404. Only for GET and HEAD.
    Response answer(const Request& request) const;

    std::size_t size() const { return files_.size(); }

private:
    struct File {
        std::string_view content_type;
        std::string plain;
        std::string brotli; // empty: not made
        std::string gzip;
        std::string etag;
        bool for_ever = false;
    };

    void read(const std::filesystem::path& folder, const std::filesystem::path& path);
    static Response send(const File& file, const Request& request);

    std::map<std::string, File, std::less<>> files_; // by path: "/index.html"
};

} // namespace mlpp::http
