#include "app/scripts/script_trust.hpp"

#include "app/scripts/sha256.hpp"

#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("app/scripts/script_trust")
{
    TEST_CASE("sums are those of FIPS 180-4")
    {
        CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
            == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        CHECK(sha256(std::string(1'000'000, 'a'))
            == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    TEST_CASE("a script that came with a song runs once a person says so, then wherever it lies")
    {
        ScriptTrust trust {{}};
        CHECK_FALSE(trust.isTrusted("/a/lead.py", "play(60)"));
        trust.trust("/a/lead.py", "play(60)");
        CHECK(trust.isTrusted("/a/lead.py", "play(60)"));
        CHECK(trust.isTrusted("/b/other.py", "play(60)"));
        CHECK_FALSE(trust.isTrusted("/b/other.py", "play(61)"));
    }

    TEST_CASE("who edits a trusted script while it plays is not asked at each save, nor the next time")
    {
        ScriptTrust trust {{}};
        trust.trust("/a/lead.py", "play(60)");
        (void)trust.takeNews();
        REQUIRE(trust.isTrusted("/a/lead.py", "play(61)"));
        trust.goOn("/a/lead.py", "play(61)");
        const auto news = trust.takeNews();
        REQUIRE(news);
        const ScriptTrust nextTime {*news};
        CHECK(nextTime.isTrusted("/a/lead.py", "play(61)"));
        CHECK_FALSE(nextTime.isTrusted("/a/lead.py", "play(62)"));
    }

    TEST_CASE("one's own script runs whatever it holds, also the next time; nobody else's does")
    {
        const test::TempFolder folder;
        const auto file = folder.file("config/scripts.json");
        ScriptTrust trust {readTrust(file)};
        trust.own("/me/mine.py");
        rememberTrust(file, *trust.takeNews());
        rememberTrust(file, {{}, {sha256("x")}});  // another Clave
        const ScriptTrust nextTime {readTrust(file)};
        CHECK(nextTime.isTrusted("/me/mine.py", "anything"));
        CHECK(nextTime.isTrusted("/you/yours.py", "x"));
        CHECK_FALSE(nextTime.isTrusted("/you/mine.py", "anything"));
    }

    TEST_CASE("a damaged list trusts nothing, and a folder only what is in it")
    {
        const test::TempFolder folder;
        CHECK(readTrust(folder.write("scripts.json", R"({"own": ["/a"], )")).own.empty());
        ScriptTrust trust {{}};
        trust.trustFolder("/clave/scripts");
        CHECK(trust.isTrusted("/clave/scripts/examples/euclid.py", ""));
        CHECK_FALSE(trust.isTrusted("/clave/scripts-of-others/euclid.py", ""));
    }
}
