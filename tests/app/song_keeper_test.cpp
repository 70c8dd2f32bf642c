#include "app/song_keeper.hpp"

#include "core/engine/engine.hpp"
#include "core/io/song_file.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/app/keeping_desk.hpp"
#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <semaphore.h>

#include <vector>

using namespace clave;
using namespace clave::test;
using What = FileNews::What;

namespace {
/// An engine without outputs, and a keeper whose news can be waited for.
class Rig {
public:
    explicit Rig(const std::string& path = {}) : engine(named("Fresh"), {}, clock, nullptr)
    {
        sem_init(&news_, 0, 0);
        keeper.emplace(engine,
            SongKeeper::Setup {path, {folder.file("state"), folder.file("settings.json")},
                [this] { sem_post(&news_); }, {}});
        sender = engine.makeSender("test");
    }
    ~Rig()
    {
        keeper.reset();
        sem_destroy(&news_);
    }
    Rig(const Rig&) = delete;
    Rig& operator=(const Rig&) = delete;
    Rig(Rig&&) = delete;
    Rig& operator=(Rig&&) = delete;

    /// What came of everything asked for.
    std::vector<FileNews> news()
    {
        while (keeper->isBusy())
            sem_wait(&news_);
        return keeper->takeNews();
    }
    /// Sends a command and waits until the session has taken it.
    void rename(const std::string& name)
    {
        REQUIRE(sender->trySend(SetSongName {name}));
        while (engine.song()->name != name)
            clock.sleepUntil(clock.now() + std::chrono::milliseconds {1});
    }
    void await(bool modified)
    {
        while (engine.edits().modified != modified)
            clock.sleepUntil(clock.now() + std::chrono::milliseconds {1});
    }

    TempFolder folder;
    SteadyClock clock;
    Engine engine;
    std::optional<SongKeeper> keeper;
    std::unique_ptr<CommandSender> sender;

private:
    sem_t news_ {};
};
}  // namespace

TEST_SUITE("app/song_keeper")
{
    TEST_CASE("a song is saved, opened and undone while the engine runs, each to its own file")
    {
        Rig rig;
        rig.rename("One");
        rig.keeper->saveAs(rig.folder.file("one.clave"));
        rig.keeper->open(rig.folder.file("none.clave"));
        rig.folder.write("two.clave", songText(named("Two")));
        rig.keeper->open(rig.folder.file("two.clave"));
        const auto news = rig.news();
        REQUIRE(news.size() == 3);
        CHECK(news[0].what == What::Saved);
        CHECK(news[1].what == What::NotOpened);
        CHECK(news[2].what == What::Opened);
        CHECK(rig.engine.song()->name == "Two");
        rig.await(false);
        rig.rename("Two 2");
        rig.await(true);
        rig.keeper->save();
        CHECK(rig.news().back().what == What::Saved);
        rig.await(false);
        CHECK(loadSong(rig.folder.file("two.clave"))->name == "Two 2");
        REQUIRE(rig.sender->trySend(Undo {}));
        REQUIRE(rig.sender->trySend(Undo {}));
        while (rig.engine.song()->name != "One")
            rig.clock.sleepUntil(rig.clock.now() + std::chrono::milliseconds {1});
        rig.await(false);
        rig.rename("One 2");
        rig.keeper->save();
        CHECK(rig.news().back().path == rig.folder.file("one.clave"));
        CHECK(loadSong(rig.folder.file("one.clave"))->name == "One 2");
        CHECK(rig.keeper->path(0) == rig.folder.file("one.clave"));
        CHECK(rig.keeper->recentSongs().size() == 2);
    }

    TEST_CASE("what was asked for is done before the end, and unsaved changes are kept at it")
    {
        Rig rig;
        rig.rename("One");
        rig.keeper->saveAs(rig.folder.file("one.clave"));
        rig.keeper.reset();
        CHECK(loadSong(rig.folder.file("one.clave"))->name == "One");
        CHECK(findRecoveries(rig.folder.file("state")).empty());
        rig.keeper.emplace(rig.engine, SongKeeper::Setup {"", {rig.folder.file("state"), ""}, {}, {}});
        rig.rename("Two");
        rig.keeper.reset();
        CHECK(findRecoveries(rig.folder.file("state")).size() == 1);
    }
}
