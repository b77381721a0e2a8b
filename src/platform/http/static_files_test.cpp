// Goal: the built interface is served as a browser needs it, and nothing else is.
#include "platform/http/static_files.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace mlpp::http {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

class StaticFilesTest : public testing::Test {
public:
    ~StaticFilesTest() override { fs::remove_all(folder); }

    StaticFilesTest(const StaticFilesTest&) = delete;
    StaticFilesTest& operator=(const StaticFilesTest&) = delete;

protected:
    StaticFilesTest() {
        std::string name = fs::temp_directory_path() / "mlpp-web-XXXXXX";
        folder = mkdtemp(name.data());
        write("index.html", "<!doctype html>");
        write("sw.js", "worker");
        write("assets/app-1a2b.js", "plain script");
        write("assets/app-1a2b.js.br", "brotli script");
        write("assets/app-1a2b.js.gz", "gzip script");
    }

    void write(const std::string& name, std::string_view text) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name) << text;
    }

    Response get(std::string_view path, std::string_view header = {},
                 std::string_view value = {}) const {
        const StaticFiles files(folder);
        return files.answer({.method = Method::get,
                             .target = path,
                             .headers = {{header, value}},
                             .body = {},
                             .peer = "192.0.2.1"});
    }

    fs::path folder;
};

std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

TEST_F(StaticFilesTest, a_file_with_a_hash_is_kept_for_ever) {
    const auto response = get("/assets/app-1a2b.js");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "plain script");
    EXPECT_EQ(response.content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(header_of(response, "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(StaticFilesTest, the_best_coding_that_the_browser_accepts_is_sent) {
    const auto brotli = get("/assets/app-1a2b.js", "Accept-Encoding", "gzip, deflate, br, zstd");
    EXPECT_EQ(brotli.body, "brotli script");
    EXPECT_EQ(header_of(brotli, "Content-Encoding"), "br");
    EXPECT_EQ(get("/assets/app-1a2b.js", "Accept-Encoding", "gzip").body, "gzip script");
    EXPECT_EQ(get("/assets/app-1a2b.js", "Accept-Encoding", "br;q=0, gzip;q=0.5").body,
              "gzip script");
    EXPECT_EQ(get("/assets/app-1a2b.js", "Accept-Encoding", "identity").body, "plain script");
}

TEST_F(StaticFilesTest, every_screen_gets_the_page_and_is_asked_for_again) {
    for (const auto* path : {"/", "/citernes", "/receptions/0190?tri=-date", "/index.html"}) {
        const auto response = get(path);
        EXPECT_EQ(response.body, "<!doctype html>") << path;
        EXPECT_EQ(header_of(response, "Cache-Control"), "no-cache") << path;
    }
    EXPECT_EQ(header_of(get("/sw.js"), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, the_page_allows_no_inline_script_and_no_other_host) {
    const auto policy = header_of(get("/"), "Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'; script-src 'self';"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("http")));
}

TEST_F(StaticFilesTest, the_service_worker_may_fetch_what_it_keeps) {
    EXPECT_THAT(header_of(get("/sw.js"), "Content-Security-Policy"),
                HasSubstr("connect-src 'self'"));
}

TEST_F(StaticFilesTest, what_did_not_change_is_304) {
    const auto etag = header_of(get("/"), "ETag");
    const auto again = get("/", "If-None-Match", etag);
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(header_of(again, "ETag"), etag);
    write("index.html", "<!doctype html><p>");
    EXPECT_EQ(get("/", "If-None-Match", etag).status, 200);
}

TEST_F(StaticFilesTest, a_file_of_an_older_build_is_404_not_the_page) {
    EXPECT_EQ(get("/assets/app-old.js").status, 404);
    EXPECT_EQ(get("/robots.txt").status, 404);
    EXPECT_EQ(get("/assets/../../etc/passwd").status, 404);
}

TEST_F(StaticFilesTest, a_folder_that_is_no_build_is_refused) {
    fs::remove(folder / "index.html");
    EXPECT_THAT([this] { StaticFiles{folder}; },
                ThrowsMessage<StaticFilesError>(HasSubstr("has no index.html")));
    write("index.html", "x");
    write("notes.exe", "x");
    EXPECT_THAT([this] { StaticFiles{folder}; },
                ThrowsMessage<StaticFilesError>(HasSubstr("notes.exe")));
}

} // namespace

} // namespace mlpp::http
