#include "core/engine/session.hpp"

#include "core/engine/gestures.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <utility>

using namespace clave;
using namespace clave::test;

namespace {

Result<void> send(Session& session, CommandWhat what, std::uint64_t gesture = 0, const char* source = "test")
{
    return session.apply({std::move(what), source, gesture});
}

}  // namespace

TEST_SUITE("core/engine/session")
{
    TEST_CASE("undo takes back every kind of edit, and redo brings it again")
    {
        for (std::size_t kind = 0; kind < kEditKinds; ++kind) {
            int done = 0;
            for (std::uint64_t seed = 1; seed <= 30; ++seed) {
                CAPTURE(kind);
                CAPTURE(seed);
                Dice dice(seed * 100 + kind);
                Session session(randomSong(seed));
                const Song before = *session.song();
                const CommandWhat edit = randomEdit(dice, before, kind);
                REQUIRE(edit.index() == kind);
                if (!send(session, edit)) {
                    CHECK(*session.song() == before);  // refused: nothing happened
                    CHECK(session.undoLabel().empty());
                    continue;
                }
                ++done;
                const Song after = *session.song();
                CHECK(session.undoLabel() == label(edit));
                REQUIRE(send(session, Undo {}));
                CHECK(*session.song() == before);
                CHECK(session.redoLabel() == label(edit));
                REQUIRE(send(session, Redo {}));
                CHECK(*session.song() == after);
            }
            CHECK(done > 5);
        }
    }

    TEST_CASE("a refusal begins with what is refused")
    {
        Session session(randomSong(3));
        const auto refused = session.apply({SetMetre {{5, 7}}, "script grow"});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.starts_with("metre is 5/7; allowed are"));
    }

    TEST_CASE("what undo would take back of a script has the script's name")
    {
        Session session(randomSong(3));
        REQUIRE(session.apply({SetTempo {Tempo::clampedBpm(91)}, "script grow"}));
        CHECK(session.undoLabel() == "tempo (script grow)");
        REQUIRE(session.apply({Undo {}, "window"}));
        CHECK(session.redoLabel() == "tempo (script grow)");
    }

    TEST_CASE("a hundred edits are undone one by one")
    {
        Dice dice(7);
        Session session(randomSong(3));
        std::vector<Song> songs {*session.song()};
        while (songs.size() < 100) {
            if (send(session, randomEdit(dice, *session.song(), dice.below(kEditKinds - 1))))
                songs.push_back(*session.song());
        }
        for (std::size_t i = songs.size() - 1; i-- > 0;) {
            REQUIRE(send(session, Undo {}));
            REQUIRE(*session.song() == songs[i]);
        }
        CHECK_FALSE(send(session, Undo {}));
        CHECK_FALSE(session.isModified());
    }

    TEST_CASE("a gesture is one step of undo, another source's or a later one is not")
    {
        Session session(songOf({row("x...")}));
        const Song before = *session.song();
        for (int bpm = 100; bpm < 110; ++bpm)
            REQUIRE(send(session, SetTempo {Tempo::clampedBpm(bpm)}, 1));
        const Song dragged = *session.song();
        REQUIRE(send(session, SetTempo {Tempo::clampedBpm(150)}, 1, "pads"));
        REQUIRE(send(session, SetTempo {Tempo::clampedBpm(160)}, 2, "pads"));
        REQUIRE(send(session, Undo {}));
        REQUIRE(send(session, Undo {}));
        CHECK(*session.song() == dragged);
        REQUIRE(send(session, Undo {}));
        CHECK(*session.song() == before);
        REQUIRE(send(session, Redo {}));
        CHECK(*session.song() == dragged);
    }

    TEST_CASE("what nobody did by hand is no step of undo, and goes with what was done last")
    {
        Session session(songOf({row("x...")}));
        const Song before = *session.song();
        const auto byItself = [&](int bpm) {
            REQUIRE(send(session, SetTempo {Tempo::clampedBpm(bpm)}, kJoinsNewest, "script knobs"));
        };
        byItself(100);
        CHECK(session.undoLabel().empty());
        CHECK(session.isModified());
        REQUIRE(send(session, ToggleStep {{0, 0}, 1}));
        byItself(110);
        const Song edited = *session.song();
        REQUIRE(send(session, Undo {}));
        CHECK(session.song()->tempo.bpm() == 100);
        byItself(105);
        REQUIRE(send(session, Redo {}));
        CHECK(*session.song() == edited);
        CHECK_FALSE(send(session, Redo {}));
        REQUIRE(send(session, Undo {}));
        CHECK_FALSE(send(session, Undo {}));
        CHECK(*session.song() != before);
    }

    TEST_CASE("a gesture that is stopped halfway is taken back, and nothing else is")
    {
        Session session(songOf({row("...."), row("....")}));
        const Song before = *session.song();
        REQUIRE(send(session, SwitchStep {{0, 0}, 0, true}, 7));
        REQUIRE(send(session, SwitchStep {{0, 0}, 1, true}, 7));
        CHECK(send(session, Undo {7}, 0, "other"));
        CHECK(send(session, Undo {6}));
        CHECK(*session.song() != before);
        REQUIRE(send(session, Undo {7}));
        CHECK(*session.song() == before);
        CHECK(send(session, Undo {7}));
        CHECK(*session.song() == before);
    }

    TEST_CASE("transport, mutes and launches are no part of undo")
    {
        Session session(songOf({row("x...")}));
        REQUIRE(send(session, Play {}));
        REQUIRE(send(session, ToggleMute {0}));
        REQUIRE(send(session, LaunchScene {0, std::nullopt, false}));
        CHECK(session.undoLabel().empty());
        CHECK_FALSE(session.isModified());
        CHECK(session.performance().tracks[0].mute == LiveMute::Muted);
    }

    TEST_CASE("what is wrong changes nothing and is said in one sentence")
    {
        Session session(songOf({row("x...")}));
        const SongPtr before = session.song();
        const auto refused = [&](const CommandWhat& command, const char* sentence) {
            const auto done = send(session, command);
            REQUIRE_FALSE(done);
            CHECK(done.error().message == sentence);
            CHECK(session.song() == before);
        };
        refused(ToggleStep {{0, 0}, 9}, "Step 10 does not exist; there are 4.");
        refused(ToggleStep {{0, 128}, 0}, "Slot 129 does not exist; there are 128.");
        refused(DeleteTrack {3}, "Track 4 does not exist; there are 1.");
        refused(LaunchScene {7, std::nullopt, false}, "Scene 8 does not exist; there are 1.");
        refused(ReplaceSong {nullptr}, "There is no song to open.");
    }

    TEST_CASE("undoing an opening goes back to the other document, and each knows what its file holds")
    {
        Session session(songOf({row("x...")}));
        const auto document = [&] {
            Published<Snapshot>::Reader reader(session.published());
            return reader.latest()->document;
        };
        REQUIRE(send(session, ToggleStep {{0, 0}, 1}));
        session.markSaved(session.song());
        const auto opened = std::make_shared<const Song>(songOf({row("xxxx")}));
        session.markSaved(opened, 7);
        CHECK_FALSE(session.isModified());
        REQUIRE(send(session, ReplaceSong {opened, 7}));
        CHECK(document() == 7);
        CHECK_FALSE(session.isModified());
        REQUIRE(send(session, ToggleStep {{0, 0}, 2}));
        CHECK(session.isModified());
        auto begins = [&, last = session.performance().scene.number]() mutable {
            const auto& scene = session.performance().scene;
            return std::exchange(last, scene.number) != scene.number && scene.target == 0
                && scene.at == LaunchAt::Now;
        };
        REQUIRE(send(session, Undo {}));
        CHECK_FALSE(begins());
        REQUIRE(send(session, Undo {}));
        CHECK(document() == 0);
        CHECK(begins());
        CHECK_FALSE(session.isModified());
        REQUIRE(send(session, Redo {}));
        CHECK(document() == 7);
        CHECK(begins());
        CHECK_FALSE(session.isModified());
        REQUIRE(send(session, ReplaceSong {std::make_shared<const Song>(songOf({row("x.x.")}))}));
        CHECK(document() == 7);
        CHECK(session.isModified());
    }

    TEST_CASE("an edit lock refuses changes of the track's patterns until it is taken off")
    {
        Song song = songOf({row("x...")});
        changeTrack(song, 0, [](Track& track) { track.editLock = true; });
        Session session(song);
        CHECK_FALSE(send(session, ToggleStep {{0, 0}, 0}));
        CHECK_FALSE(send(session, SetPattern {{0, 0}, nullptr}));
        Track open = *session.song()->tracks[0];
        open.editLock = false;
        REQUIRE(send(session, SetTrack {0, open}));
        CHECK(send(session, ToggleStep {{0, 0}, 0}));
    }

    TEST_CASE("mutes go with their tracks when tracks move")
    {
        Session session(songOf({row("x"), row("x"), row("x")}));
        REQUIRE(send(session, SetLiveMute {0, LiveMute::Muted}));
        REQUIRE(send(session, MoveTrack {0, 2}));
        CHECK(session.performance().tracks[2].mute == LiveMute::Muted);
        REQUIRE(send(session, DeleteTrack {0}));
        CHECK(session.performance().tracks[1].mute == LiveMute::Muted);
        CHECK(session.performance().tracks[0].mute == LiveMute::AsSaved);
    }

    TEST_CASE("an edit copies only the pattern it touches")
    {
        Song song = songOf({row("x..."), row("x...")});
        addPattern(song, 0, row("x..."));
        Session session(song);
        const SongPtr before = session.song();
        REQUIRE(send(session, ToggleStep {{0, 0}, 0}));
        const SongPtr after = session.song();
        CHECK(after->tracks[1] == before->tracks[1]);
        CHECK(after->tracks[0]->slots[1] == before->tracks[0]->slots[1]);
        CHECK(after->tracks[0]->slots[0] != before->tracks[0]->slots[0]);
    }
}
