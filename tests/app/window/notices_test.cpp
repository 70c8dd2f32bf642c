#include "app/window/notices.hpp"

#include "app/window/file_state.hpp"
#include "app/window/ui/actions.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace std::chrono_literals;

namespace {
constexpr TimePoint kNow {1h};

std::vector<OutputReport> lateBy(Nanoseconds lateness, int count)
{
    OutputReport report;
    for (int i = 0; i < count; ++i)
        report.lateness.add(lateness);
    return {report};
}

FileNews news(FileNews::What what, const char* sentence)
{
    FileNews said;
    said.what = what;
    said.sentence = sentence;
    return said;
}

void checkActions(const std::vector<Notice>& notices)
{
    for (const auto& notice : notices) {
        CHECK_FALSE(notice.text.empty());
        if (!notice.button.empty())
            CHECK_MESSAGE(findAction(notice.action) != nullptr, notice.action);
        if (!notice.otherButton.empty())
            CHECK_MESSAGE(findAction(notice.otherAction) != nullptr, notice.otherAction);
        CHECK((notice.kind == Notice::Kind::Error || !notice.topic.empty()));  // so that it can be closed
    }
}
}  // namespace

TEST_SUITE("app/window/notices")
{
    TEST_CASE("when all is well nothing is said")
    {
        CHECK(playingNotices({}).empty());
        CHECK(FileState {}.notices(kNow).empty());
        PlayingFacts noPriority;
        noPriority.realtime = "There is no real-time priority.";
        CHECK(playingNotices(noPriority).empty());
    }

    TEST_CASE("silence, lost outputs, a missing clock and late notes each say what to do")
    {
        PlayingFacts facts;
        facts.isSilent = true;
        facts.troubles = {"Minilogue is not connected."};
        facts.late = "3 notes came late, up to 7.0 ms";
        facts.sync.kind = SyncKind::MidiClock;
        const auto notices = playingNotices(facts);
        REQUIRE(notices.size() == 4);
        CHECK(notices[0].text.starts_with("Plays silently"));
        CHECK(notices[1].kind == Notice::Kind::Error);
        CHECK(notices[2].text.starts_with("Waiting for a MIDI clock"));
        CHECK(notices[3].text.find("7.0 ms") != std::string::npos);
        checkActions(notices);
    }

    TEST_CASE("only lateness that can be heard is told, and only for some seconds after it grew")
    {
        LateWatch watch;
        watch.look(lateBy(20ms, 5), 2, kNow);
        CHECK(watch.words(kNow).empty());  // from before anybody looked
        watch.look(lateBy(20ms, 5), 2, kNow + 1s);
        CHECK(watch.words(kNow + 1s).empty());
        watch.look(lateBy(20ms, 6), 2, kNow + 2s);
        CHECK(watch.words(kNow + 2s) == "1 note came late, up to 20.0 ms");
        watch.look(lateBy(20ms, 8), 3, kNow + 3s);
        CHECK(watch.words(kNow + 3s) == "3 notes came late, up to 20.0 ms, and the machine stood still once");
        CHECK(watch.words(kNow + 3s + LateWatch::kShownFor).empty());
    }

    TEST_CASE("a machine that stood still is not told as notes that came late")
    {
        LateWatch watch;
        watch.look(lateBy(0ms, 0), 0, kNow);
        watch.look(lateBy(0ms, 0), 1, kNow + 1s);
        CHECK(watch.words(kNow + 1s) == "The machine stood still once");
        watch.look(lateBy(0ms, 0), 3, kNow + 2s);
        CHECK(watch.words(kNow + 2s) == "The machine stood still 3 times");
    }

    TEST_CASE("what is late as another machine starts us is no news, and what is late after that is")
    {
        LateWatch watch;
        watch.look(lateBy(20ms, 0), 0, kNow);
        watch.look(lateBy(20ms, 3), 0, kNow + 1s, true);
        CHECK(watch.words(kNow + 1s).empty());
        watch.look(lateBy(20ms, 4), 0, kNow + 2s);
        CHECK(watch.words(kNow + 2s) == "1 note came late, up to 20.0 ms");
    }

    TEST_CASE("half a millisecond is no news, nor is another output that counts from 0")
    {
        LateWatch watch;
        watch.look(lateBy(500us, 1), 0, kNow);
        watch.look(lateBy(500us, 900), 0, kNow + 1s);
        CHECK(watch.words(kNow + 1s).empty());
        watch.look(lateBy(20ms, 900), 0, kNow + 2s);
        watch.look(lateBy(20ms, 0), 0, kNow + 20s);
        CHECK(watch.words(kNow + 20s).empty());
    }

    TEST_CASE("a save that failed stays until one succeeds")
    {
        FileState files;
        CHECK(files.take(news(FileNews::What::NotSaved, "The disk is full."), kNow).empty());
        REQUIRE(files.notices(kNow + 1h).size() == 1);
        CHECK(files.notices(kNow)[0].text == "The disk is full.");
        checkActions(files.notices(kNow));
        CHECK(files.take(news(FileNews::What::Saved, "Saved to a.clave."), kNow) == "Saved to a.clave.");
        CHECK(files.notices(kNow).empty());
    }

    TEST_CASE("a file that cannot be opened is told for a while, or until one can")
    {
        FileState files;
        files.take(news(FileNews::What::NotOpened, "a.clave:3: is no song."), kNow);
        CHECK(files.notices(kNow + 10s).size() == 1);
        CHECK(files.notices(kNow + 16s).empty());
        files.take(news(FileNews::What::NotOpened, "a.clave:3: is no song."), kNow);
        files.take(news(FileNews::What::Opened, "b.clave"), kNow + 1s);
        CHECK(files.notices(kNow + 1s).empty());
    }

    TEST_CASE("unsaved changes of several songs are offered one after the other")
    {
        FileState files;
        CHECK(files.recovery() == nullptr);
        for (const char* const path : {"/a.clave", "/b.clave"}) {
            auto found = news(FileNews::What::RecoveryFound, "");
            found.recovery = Recovery {path, path, 0, std::make_shared<const Song>()};
            files.take(found, kNow);
        }
        checkActions(files.notices(kNow));
        REQUIRE(files.recovery() != nullptr);
        CHECK(files.recovery()->songPath == "/a.clave");
        files.answerRecovery();
        REQUIRE(files.recovery() != nullptr);
        CHECK(files.recovery()->songPath == "/b.clave");
        files.answerRecovery();
        CHECK(files.notices(kNow).empty());
    }

    TEST_CASE("saving a song ends the offer of what an earlier run left of it, and of no other")
    {
        FileState files;
        for (const char* const path : {"/a.clave", "/b.clave"}) {
            auto found = news(FileNews::What::RecoveryFound, "");
            found.recovery = Recovery {path, path, 0, std::make_shared<const Song>()};
            files.take(found, kNow);
        }
        auto saved = news(FileNews::What::Saved, "Saved to /a.clave.");
        saved.path = "/a.clave";
        files.take(saved, kNow);
        REQUIRE(files.recovery() != nullptr);
        CHECK(files.recovery()->songPath == "/b.clave");
        const auto gone = files.takeSuperseded();
        REQUIRE(gone.size() == 1);
        CHECK(gone[0].songPath == "/a.clave");
        CHECK(files.takeSuperseded().empty());
    }

    TEST_CASE("who waits for somebody else's clock is told so, with a way back to our own")
    {
        for (const auto& [kind, state] : {std::pair {SyncKind::MidiClock, SyncReading::State::Waiting},
                 std::pair {SyncKind::MidiClock, SyncReading::State::Ready},
                 std::pair {SyncKind::JackTransport, SyncReading::State::Waiting}}) {
            PlayingFacts facts;
            facts.sync.kind = kind;
            facts.sync.state = state;
            const auto notices = playingNotices(facts);
            REQUIRE(notices.size() == 1);
            CHECK(notices[0].text.starts_with("Waiting for"));
            CHECK(notices[0].action == "sync.internal");
        }
        PlayingFacts drums;
        drums.sync.kind = SyncKind::MidiClock;
        drums.clockInput = "Drums:out";
        CHECK(playingNotices(drums)[0].text.starts_with("Waiting for the MIDI clock of Drums:out"));
        PlayingFacts running;
        running.sync.kind = SyncKind::MidiClock;
        running.sync.state = SyncReading::State::Running;
        CHECK(playingNotices(running).empty());
    }

    TEST_CASE("what an import could not keep is said with it")
    {
        FileState files;
        auto imported = news(FileNews::What::Imported, "Made of a.mid.");
        imported.notes = {"Two tempos were left out.", "One note was left out.", "x"};
        CHECK(files.take(imported, kNow) == "Made of a.mid. Two tempos were left out. (and 2 more)");
    }
}
