#include "app/song_keeping.hpp"

#include "core/io/midi_file.hpp"

#include "tests/app/keeping_desk.hpp"
#include "tests/support/privileges.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <algorithm>

using namespace clave;
using namespace clave::test;
namespace fs = std::filesystem;
using What = FileNews::What;

namespace {
std::string aMidiFile()
{
    MidiFile file;
    MidiFileTrack track;
    track.events.push_back({0, Message::noteOn(Channel::from1to16(1), 60, 100)});
    track.events.push_back({960, Message::noteOff(Channel::from1to16(1), 60)});
    track.end = 960;
    file.tracks.push_back(track);
    const auto bytes = midiFileBytes(file);
    return {bytes.begin(), bytes.end()};
}
}  // namespace

TEST_SUITE("app/song_keeping")
{
    TEST_CASE("a song that is opened plays, is saved as it is, and is remembered as recent")
    {
        Desk desk;
        const auto path = desk.songFile("night.clave", "Night");
        desk.keeping->open(path);
        const auto news = desk.only();
        CHECK(news.what == What::Opened);
        CHECK(news.path == path);
        CHECK(news.song->name == "Night");
        CHECK(desk.holder->name() == "Night");
        CHECK_FALSE(desk.holder->isModified());
        CHECK(desk.keeping->paths().at(desk.holder->current().document) == path);
        CHECK(loadSettings(desk.places().settings).recentSongs == std::vector {fs::canonical(path).string()});
        CHECK(desk.keeping->recentSongs() == loadSettings(desk.places().settings).recentSongs);
    }

    TEST_CASE("what is no song changes nothing and is told in one sentence")
    {
        Desk desk;
        desk.holder->edit("Mine");
        const auto held = desk.holder->current();
        const auto refused = [&](const std::string& path, const std::string& part) {
            desk.keeping->open(path);
            const auto news = desk.only();
            CHECK(news.what == What::NotOpened);
            CAPTURE(news.sentence);
            CHECK(news.sentence.find(part) != std::string::npos);
            CHECK(news.sentence.find(path) != std::string::npos);
            CHECK(desk.holder->current().song == held.song);
        };
        refused(desk.folder.file("none.clave"), "is not there");
        refused(desk.folder.path(), "is a folder");
        refused("/dev/zero", "is no file");
        refused(desk.folder.write("cut.clave", songText(named("x")).substr(0, 100)), ":");
        refused(desk.folder.write("empty.clave", ""), ":1:1:");
        refused(desk.folder.write("cut.mid", aMidiFile().substr(0, 20)), "cut.mid");
        const auto pipe = desk.folder.file("pipe.clave");
        REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
        refused(pipe, "is no file");  // and is not waited for
        CHECK(desk.kept().empty());
        CHECK(desk.keeping->recentSongs().empty());
    }

    TEST_CASE("a recent song that is gone is forgotten when it is asked for")
    {
        Desk desk;
        const auto path = desk.songFile("night.clave", "Night");
        desk.keeping->open(path);
        fs::remove(path);
        desk.keeping->open(path);
        CHECK(desk.keeping->recentSongs().empty());
        CHECK(loadSettings(desk.places().settings).recentSongs.empty());
    }

    TEST_CASE("a MIDI file becomes a song without a file, which must be given a name")
    {
        for (const char* name : {"tune.mid", "TUNE.MIDI", "no-ending"}) {
            CAPTURE(name);
            Desk desk;
            desk.keeping->open(desk.folder.write(name, aMidiFile()));
            CHECK(desk.only().what == What::Imported);
            CHECK(desk.holder->name() == fs::path {name}.stem().string());
            CHECK(desk.holder->isModified());
            desk.keeping->save();
            CHECK(desk.only().what == What::NeedsName);
            desk.keeping->saveAs(desk.folder.file("x.mid"));
            CHECK(desk.only().what == What::NotSaved);
            desk.keeping->saveAs(desk.folder.file("tune"));
            const auto news = desk.only();
            CHECK(news.what == What::Saved);
            CHECK(news.path == desk.folder.file("tune.clave"));
            CHECK_FALSE(desk.holder->isModified());
            CHECK(desk.folder.read(name) == aMidiFile());
        }
    }

    TEST_CASE("saving writes what plays, takes the unsaved mark away and keeps the version before")
    {
        Desk desk;
        desk.keeping->open(desk.songFile("night.clave", "Night"));
        desk.holder->edit("Night 2");
        CHECK(desk.holder->isModified());
        (void)desk.keeping->takeNews();
        desk.keeping->save();
        CHECK(desk.only().what == What::Saved);
        CHECK_FALSE(desk.holder->isModified());
        desk.keeping->save();  // once more, which must not lose the version before
        CHECK(desk.only().what == What::Saved);
        CHECK(desk.nameIn("night.clave") == "Night 2");
        CHECK(desk.nameIn("night.clave~") == "Night");
    }

    TEST_CASE("a song changed by somebody else is replaced only when saved a second time")
    {
        Desk desk;
        const auto path = desk.songFile("night.clave", "Night");
        desk.keeping->open(path);
        desk.holder->edit("Mine");
        desk.songFile("night.clave", "Theirs");
        (void)desk.keeping->takeNews();
        desk.keeping->save();
        auto news = desk.only();
        CHECK(news.what == What::SaveAgain);
        CHECK(news.sentence.find("was changed by another program") != std::string::npos);
        CHECK(desk.holder->isModified());
        CHECK(desk.nameIn("night.clave") == "Theirs");
        desk.songFile("night.clave", "Theirs again");  // which nobody has agreed to lose yet
        desk.keeping->save();
        CHECK(desk.only().what == What::SaveAgain);
        desk.keeping->save();
        CHECK(desk.only().what == What::Saved);
        CHECK(desk.nameIn("night.clave") == "Mine");
        CHECK(desk.nameIn("night.clave~") == "Theirs again");
        CHECK_FALSE(desk.holder->isModified());
        desk.songFile("night.clave", "Mine");  // touched, with the same in it
        desk.holder->edit("Mine 2");
        desk.keeping->save();
        CHECK(desk.only().what == What::Saved);
        fs::remove(path);
        desk.holder->edit("Mine 3");
        desk.keeping->save();
        CHECK(desk.only().what == What::Saved);
        CHECK(desk.nameIn("night.clave") == "Mine 3");
    }

    TEST_CASE("saving under a name that is taken asks first, and goes on under the new name")
    {
        Desk desk;
        desk.keeping->open(desk.songFile("night.clave", "Night"));
        desk.songFile("day.clave", "Day");
        desk.holder->edit("Dusk");
        (void)desk.keeping->takeNews();
        desk.keeping->saveAs(desk.folder.file("day"));
        CHECK(desk.only().what == What::SaveAgain);
        CHECK(desk.nameIn("day.clave") == "Day");
        desk.keeping->saveAs(desk.folder.file("day"));
        CHECK(desk.only().what == What::Saved);
        CHECK(desk.nameIn("day.clave") == "Dusk");
        CHECK(desk.nameIn("day.clave~") == "Day");
        desk.holder->edit("Dusk 2");
        desk.keeping->save();
        CHECK(desk.nameIn("day.clave") == "Dusk 2");
        CHECK(desk.nameIn("night.clave") == "Night");
        desk.keeping->saveAs(desk.folder.path() + "/");
        CHECK(desk.keeping->takeNews().back().what == What::NotSaved);
    }

    TEST_CASE("a song saved in another folder still finds its scripts, also when it is opened there")
    {
        Desk desk;
        const auto script = desk.folder.write("a/lead.py", "");
        Song song = named("Night");
        for (const char* const path : {"lead.py", "gone.py", "euclid.py", "/x/y.py"}) {
            song.scripts.emplace_back();
            song.scripts.back().path = path;
        }
        desk.keeping->open(desk.folder.write("a/night.clave", songText(song)));
        (void)desk.keeping->takeNews();
        (void)desk.folder.write("b/other.txt", "");
        desk.keeping->saveAs(desk.folder.file("b/night.clave"));
        const auto news = desk.only();
        CHECK(news.what == What::Saved);
        CHECK(news.sentence.find("Its scripts stay where they are.") != std::string::npos);
        CHECK_FALSE(desk.holder->isModified());
        const auto saved = loadSong(desk.folder.file("b/night.clave"));
        REQUIRE(saved);
        CHECK(saved->scripts == desk.holder->current().song->scripts);
        REQUIRE(saved->scripts.size() == 4);
        CHECK(saved->scripts[0].path == std::filesystem::canonical(script).string());
        CHECK(saved->scripts[1].path == "gone.py");  // nobody knows where it is
        CHECK(saved->scripts[2].path == "euclid.py");  // an example that comes with Clave
        CHECK(saved->scripts[3].path == "/x/y.py");
        desk.keeping->saveAs(desk.folder.file("a/day.clave"));
        CHECK(desk.only().sentence.find("scripts") == std::string::npos);
        CHECK(loadSong(desk.folder.file("a/day.clave"))->scripts[0].path
            == "lead.py");  // they may move together
    }

    TEST_CASE("after undoing an opening the old song is saved to its old file")
    {
        Desk desk;
        desk.keeping->open(desk.songFile("a.clave", "A"));
        desk.holder->edit("A 2");
        desk.keeping->open(desk.songFile("b.clave", "B"));
        CHECK(desk.kept().size() == 2);  // what was not saved of A, and its lock
        desk.holder->undo();
        desk.keeping->save();
        CHECK(desk.nameIn("a.clave") == "A 2");
        CHECK(desk.nameIn("b.clave") == "B");
        CHECK(desk.kept().empty());
    }

    TEST_CASE("a song that the player does not take leaves everything as it was")
    {
        Desk desk;
        desk.holder->refuses = true;
        desk.keeping->open(desk.songFile("a.clave", "A"));
        CHECK(desk.only().what == What::NotOpened);
        CHECK(desk.holder->name() == "Fresh");
        desk.holder->refuses = false;
        desk.keeping->newSong(named("Empty"));
        CHECK(desk.only().what == What::New);
        CHECK_FALSE(desk.holder->isModified());
        desk.keeping->save();
        CHECK(desk.only().what == What::NeedsName);
    }

    TEST_CASE("a save that fails says why, keeps the unsaved mark, and works when it can")
    {
        Desk desk;
        desk.keeping->open(desk.songFile("songs/night.clave", "Night"));
        desk.holder->edit("Night 2");
        (void)desk.keeping->takeNews();
        const auto failed = [&](const char* reason) {
            desk.keeping->save();
            const auto news = desk.only();
            CAPTURE(news.sentence);
            CHECK(news.what == What::NotSaved);
            CHECK(news.sentence.find("night.clave is not saved") != std::string::npos);
            CHECK(news.sentence.find(reason) != std::string::npos);
            CHECK(desk.holder->isModified());
        };
        {
            const WithLimit small(RLIMIT_FSIZE, 100);
            failed("File too large");
        }
        {
            const WithoutCapability ordinary(CAP_DAC_OVERRIDE);
            fs::permissions(desk.folder.file("songs"), fs::perms::owner_read | fs::perms::owner_exec);
            failed("Permission denied");
            fs::permissions(desk.folder.file("songs"), fs::perms::owner_all);
        }
        CHECK(desk.nameIn("songs/night.clave") == "Night");
        fs::rename(desk.folder.file("songs"), desk.folder.file("away"));
        failed("No such file or directory");
        fs::rename(desk.folder.file("away"), desk.folder.file("songs"));
        desk.keeping->save();
        CHECK(desk.only().what == What::Saved);
        CHECK(desk.nameIn("songs/night.clave") == "Night 2");
        fs::create_symlink("/dev/full", desk.folder.file("full.clave"));
        desk.keeping->saveAs(desk.folder.file("full.clave"));
        CHECK(desk.only().what == What::NotSaved);
    }

    TEST_CASE("on a disk that is full the old song stays and unsaved changes are kept elsewhere")
    {
        Desk desk;
        const auto disk = desk.folder.file("disk");
        fs::create_directory(disk);
        if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64k") != 0)
            return test::skip("a full disk needs the right to mount one (root)");
        desk.keeping->open(desk.songFile("disk/night.clave", "Night"));
        desk.folder.write("disk/filler", std::string(100000, 'x'));
        desk.holder->edit("Night 2");
        (void)desk.keeping->takeNews();
        desk.keeping->save();
        const auto news = desk.only();
        desk.keeping->keepNow();
        const auto name = desk.nameIn("disk/night.clave");
        const auto names = desk.folder.names();
        fs::remove(disk + "/filler");
        desk.keeping->save();
        const auto afterwards = desk.only().what;
        ::umount(disk.c_str());
        CHECK(news.what == What::NotSaved);
        CHECK(news.sentence.find("No space left on device") != std::string::npos);
        CHECK(name == "Night");
        CHECK(std::ranges::count_if(names, [](const auto& n) { return n.starts_with("disk/"); }) == 2);
        CHECK(std::ranges::any_of(names, [](const auto& n) { return n.ends_with(".recovery"); }));
        CHECK(afterwards == What::Saved);
    }
}
