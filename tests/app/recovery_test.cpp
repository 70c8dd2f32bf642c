#include "app/recovery.hpp"

#include "app/recovery_file.hpp"

#include "tests/app/keeping_desk.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

using namespace clave;
using namespace clave::test;
namespace fs = std::filesystem;
using What = FileNews::What;

namespace {
/// An earlier run edited night.clave and crashed after its changes were kept.
std::string crash(Desk& desk)
{
    const auto path = desk.songFile("night.clave", "Night");
    desk.start(path);
    desk.holder->edit("Night 2");
    desk.pass(31);
    desk.start("");
    return path;
}

/// Moves the time a file was written at.
void rewriteTime(const std::string& path, int seconds)
{
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds {seconds});
}
}  // namespace

TEST_SUITE("app/recovery")
{
    TEST_CASE("unsaved changes are kept 30 s after the first of them, and every 30 s of change")
    {
        Desk desk;
        desk.start(desk.songFile("night.clave", "Night"));
        desk.pass(100);
        CHECK(desk.kept().empty());
        desk.holder->edit("1");
        desk.pass(15);
        desk.holder->edit("2");
        desk.pass(15);
        CHECK(desk.kept().empty());
        desk.pass(1);
        REQUIRE(desk.kept().size() == 2);  // and who is at it
        const auto first = readRecovery(desk.folder.file(desk.kept()[0]));
        REQUIRE(first);
        CHECK(first->song->name == "2");
        desk.holder->edit("3");
        desk.pass(31);
        CHECK(readRecovery(desk.folder.file(desk.kept()[0]))->song->name == "3");
        desk.holder->edit("4");
        desk.keeping->keepNow();
        CHECK(readRecovery(desk.folder.file(desk.kept()[0]))->song->name == "4");
    }

    TEST_CASE("what is saved, or undone back to what is saved, is not kept")
    {
        Desk desk;
        desk.start(desk.songFile("night.clave", "Night"));
        desk.holder->edit("Night 2");
        desk.keeping->keepNow();
        CHECK_FALSE(desk.kept().empty());
        desk.keeping->save();
        CHECK(desk.kept().empty());
        desk.holder->edit("Night 3");
        desk.keeping->keepNow();
        desk.holder->edit("Night 4");
        desk.keeping->keepNow();
        CHECK_FALSE(desk.kept().empty());
        desk.holder->undo();
        desk.holder->undo();
        desk.pass(1);
        CHECK(desk.kept().empty());
    }

    TEST_CASE("after a crash the changes are offered, come back, and are gone once they are saved")
    {
        Desk desk;
        const auto path = crash(desk);
        const auto offer = desk.only();
        REQUIRE(offer.what == What::RecoveryFound);
        CHECK(offer.sentence.find("Night 2") != std::string::npos);
        CHECK(offer.sentence.find(path) != std::string::npos);
        desk.keeping->recover(*offer.recovery);
        CHECK(desk.only().what == What::Recovered);
        CHECK(desk.holder->name() == "Night 2");
        CHECK(desk.holder->isModified());
        desk.pass(100);
        desk.start("");  // crashed once more before saving: still there
        const auto again = desk.only();
        REQUIRE(again.what == What::RecoveryFound);
        desk.keeping->recover(*again.recovery);
        desk.keeping->save();
        CHECK(desk.keeping->takeNews().back().what == What::Saved);
        CHECK(desk.nameIn("night.clave") == "Night 2");
        CHECK(desk.kept().empty());
        desk.start(path);
        CHECK(desk.keeping->takeNews().empty());
    }

    TEST_CASE("after kill -9 too the changes are offered")
    {
        Desk desk;
        const auto path = desk.songFile("night.clave", "Night");
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            desk.start(path);
            desk.holder->edit("Night 2");
            desk.keeping->keepNow();
            ::kill(::getpid(), SIGKILL);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        CHECK(desk.kept().size() == 2);  // the lock's file is there, but nobody holds it
        desk.start(path);
        const auto offer = desk.only();
        CHECK(offer.what == What::RecoveryFound);
        CHECK(offer.sentence.find("Night 2") != std::string::npos);
    }

    TEST_CASE("what was not recovered yet survives the next crash too")
    {
        Desk desk;
        const auto path = crash(desk);
        desk.start(path);
        desk.holder->edit("Night 3");
        desk.pass(31);
        desk.start(path);
        std::vector<std::string> names;
        for (const auto& news : desk.keeping->takeNews())
            names.push_back(news.recovery->song->name);
        std::ranges::sort(names);
        CHECK(names == std::vector<std::string> {"Night 2", "Night 3"});
    }

    TEST_CASE("opening a song offers what was left of it, and of no other")
    {
        Desk desk;
        const auto path = crash(desk);
        (void)desk.keeping->takeNews();
        desk.keeping->open(desk.songFile("other.clave", "Other"));
        CHECK(desk.only().what == What::Opened);
        desk.keeping->open(path);
        auto news = desk.keeping->takeNews();
        REQUIRE(news.size() == 2);
        CHECK(news[0].what == What::Opened);
        REQUIRE(news[1].what == What::RecoveryFound);
        desk.keeping->discard(*news[1].recovery);
        CHECK(desk.kept().empty());
        CHECK_FALSE(findRecovery(desk.places().recovery, path));
    }

    TEST_CASE("what is older than the song, or the same, is not offered")
    {
        Desk desk;
        const auto path = crash(desk);
        const auto& folder = desk.places().recovery;
        REQUIRE(findRecovery(folder, path));
        rewriteTime(path, 3600);
        CHECK_FALSE(findRecovery(folder, path));
        CHECK(findRecoveries(folder).empty());
        rewriteTime(path, -7200);
        REQUIRE(findRecovery(folder, path));
        desk.songFile("night.clave", "Night 2");
        rewriteTime(path, -3600);
        CHECK_FALSE(findRecovery(folder, path));
        CHECK(desk.kept().empty());
    }

    TEST_CASE("what was left of a song whose file is gone or damaged is offered")
    {
        Desk desk;
        const auto path = crash(desk);
        fs::remove(path);
        CHECK(findRecovery(desk.places().recovery, path));
        desk.folder.write("night.clave", "{");
        rewriteTime(path, -3600);
        CHECK(findRecovery(desk.places().recovery, path));
    }

    TEST_CASE("closed without saving, changes are offered next time; also of a song without a file")
    {
        Desk desk;
        desk.holder->edit("Sketch");
        desk.keeping->keepNow();
        desk.start("");
        const auto offer = desk.only();
        REQUIRE(offer.what == What::RecoveryFound);
        CHECK(offer.sentence.starts_with("Sketch, which has no file yet, was left unsaved at 20"));
        desk.keeping->recover(*offer.recovery);
        desk.keeping->save();
        CHECK(desk.keeping->takeNews().back().what == What::NeedsName);
        desk.keeping->saveAs(desk.folder.file("sketch"));
        CHECK(desk.nameIn("sketch.clave") == "Sketch");
        CHECK(desk.kept().empty());
    }

    TEST_CASE("two Claves with the same song keep apart, and none is offered what the other works on")
    {
        Desk desk;
        const auto path = desk.songFile("night.clave", "Night");
        desk.start(path);
        FakeHolder other(named("Night"));
        SongKeeping second(other, desk.places(), path);
        desk.holder->edit("Mine");
        other.edit("Theirs");
        desk.keeping->keepNow();
        second.keepNow();
        CHECK(desk.kept().size() == 4);
        CHECK(findRecoveries(desk.places().recovery).empty());
        desk.keeping.reset();
        REQUIRE(findRecoveries(desk.places().recovery).size() == 1);
        CHECK(findRecoveries(desk.places().recovery)[0].song->name == "Mine");
    }

    TEST_CASE("with all places taken by old crashes the oldest gives way")
    {
        Desk desk;
        const auto path = desk.songFile("night.clave", "Night");
        for (int i = 0; i < RecoverySlot::kSlots + 1; ++i) {
            desk.start(path);
            for (const auto& file : desk.kept())
                rewriteTime(desk.folder.file(file), -10);
            desk.holder->edit("Night " + std::to_string(i));
            desk.keeping->keepNow();
        }
        desk.start(path);
        rewriteTime(path, -3600);
        const auto found = findRecoveries(desk.places().recovery);
        REQUIRE(found.size() == RecoverySlot::kSlots);
        CHECK(found.front().song->name == "Night 16");
        CHECK(found.back().song->name == "Night 1");
    }

    TEST_CASE("changes that cannot be kept safe are told once, and again only after it worked")
    {
        Desk desk;
        desk.folder.write("state", "a file where the folder should be");
        desk.holder->edit("1");
        desk.pass(200);
        const auto news = desk.only();
        CHECK(news.what == What::NotKept);
        CHECK(news.sentence.find("save the song") != std::string::npos);
        fs::remove(desk.folder.file("state"));
        desk.pass(40);
        CHECK(desk.kept().size() == 2);
        CHECK(desk.keeping->takeNews().empty());
    }

    TEST_CASE("any song and any path come back as they were")
    {
        const TempFolder folder;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            CAPTURE(seed);
            const Song song = randomSong(seed);
            const std::string path = "/odd \n%0A \x01\xff/%/" + std::to_string(seed);
            RecoverySlot slot(folder.file("r"), path);
            REQUIRE(slot.keep(song));
            const auto kept = readRecovery(folder.file("r/" + recoveryName(path, 0)));
            REQUIRE(kept);
            CHECK(kept->songPath == path);
            CHECK(*kept->song == song);
            CHECK(kept->keptAt > 0);
        }
    }

    TEST_CASE("cut at any byte a recovery is left out, and nothing else happens")
    {
        const TempFolder folder;
        const auto text = recoveryText(named("Night"), "/a/night.clave");
        for (std::size_t size = 0; size < text.size() - 2; size += 7) {
            const auto file = folder.write(recoveryName("/a/night.clave", 0), text.substr(0, size));
            CHECK_FALSE(readRecovery(file));
            CHECK(findRecoveries(folder.path()).empty());
        }
        folder.write(recoveryName("/a/night.clave", 0), text);
        CHECK(findRecoveries(folder.path()).size() == 1);
        CHECK(folder.names().size() == 1);
    }
}
