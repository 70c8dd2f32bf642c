#include "app/scripts/console_server.hpp"

#include "app/cli/console_talk.hpp"
#include "app/scripts/console_place.hpp"

#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>

using namespace clave;
using namespace clave::test;

namespace {
/// A Clave that answers with what it was asked.
struct Answering {
    explicit Answering(int process = 17)
    {
        ConsoleServer::Asks asks;
        asks.evaluate = [](const std::string& script, std::string text, const ScriptTalk::OnReply& onReply) {
            onReply({true, false, script + ":" + text, R"({"a": [1, 2.50]})", 0});
        };
        asks.words = [](const std::string&, std::string text, std::size_t cursor,
                         const ScriptTalk::OnReply& onReply) {
            onReply({true, false, "", R"(["tempo", "tempi"])", text.size() - cursor});
        };
        auto opened = ConsoleServer::open(consoleSocket(folder.path(), process), asks);
        REQUIRE_MESSAGE(opened, opened.error().message);
        server = std::move(*opened);
    }
    [[nodiscard]] int connected(int process = 17) const
    {
        const auto socket = connectTo(consoleSocket(folder.path(), process));
        REQUIRE(socket);
        return *socket;
    }

    TempFolder folder;
    std::unique_ptr<ConsoleServer> server;
};
}  // namespace

TEST_SUITE("app/scripts/console_server")
{
    TEST_CASE("questions are answered in order, whatever is in them")
    {
        const Answering clave;
        ConsoleTalk talk {clave.connected()};
        const auto first = talk.evaluate("euclid", "print(\"ü\\n\")\n1 + 1");
        REQUIRE(first);
        CHECK(first->isOk);
        CHECK(first->text == "euclid:print(\"ü\\n\")\n1 + 1");
        CHECK(first->value == R"({"a": [1, 2.50]})");
        const auto words = talk.words("", "song.tem", 5);
        REQUIRE(words);
        CHECK(words->value == R"(["tempo", "tempi"])");
        CHECK(words->start == 3);
    }

    TEST_CASE("it ends at once, also while somebody leaves or asks")
    {
        for (int i = 0; i < 500; ++i) {
            Answering clave;
            const int leaves = clave.connected();
            ConsoleTalk talk {clave.connected()};
            CHECK(talk.evaluate("", "1"));
            close(leaves);
            clave.server.reset();
        }
    }

    TEST_CASE("only its user can open the socket, and it is gone with Clave")
    {
        Answering clave;
        const auto name = consoleSocket(clave.folder.path(), 17);
        struct stat found {};
        REQUIRE(stat(name.c_str(), &found) == 0);
        CHECK((found.st_mode & 0777U) == 0600U);
        ConsoleTalk talk {clave.connected()};
        clave.server.reset();
        CHECK_FALSE(talk.evaluate("", "1"));
        CHECK(stat(name.c_str(), &found) != 0);
    }

    TEST_CASE("who sends no JSON is told so, who sends without an end is let go, and others are served")
    {
        const Answering clave;
        const int rude = clave.connected();
        REQUIRE(send(rude, "hello\n", 6, 0) == 6);
        std::string answer(200, '\0');
        answer.resize(static_cast<std::size_t>(recv(rude, answer.data(), answer.size(), 0)));
        CHECK(answer.find("a question is a line of JSON") != std::string::npos);
        const std::string flood(std::size_t {1} << 16U, 'x');
        for (int i = 0; i < 100 && send(rude, flood.data(), flood.size(), MSG_NOSIGNAL) > 0; ++i) {}
        char end = 0;
        CHECK(recv(rude, &end, 1, 0) <= 0);
        close(rude);
        ConsoleTalk talk {clave.connected()};
        CHECK(talk.evaluate("", "1"));
    }

    TEST_CASE("the newest Clave is found, or the one that is asked for, and what a crash left is passed over")
    {
        const Answering clave;
        clave.folder.write("99.console", "");
        CHECK(*findConsole(clave.folder.path(), std::nullopt) == 17);
        CHECK(*findConsole(clave.folder.path(), 17) == 17);
        CHECK_FALSE(findConsole(clave.folder.path(), 99));
        const TempFolder empty;
        const auto none = findConsole(empty.path(), std::nullopt);
        REQUIRE_FALSE(none);
        CHECK(none.error().message == "no Clave plays here; start one with clave play");
    }
}
