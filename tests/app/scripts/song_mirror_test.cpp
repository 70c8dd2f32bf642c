#include "app/scripts/song_mirror.hpp"

#include "core/engine/session.hpp"
#include "core/io/song_file.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <utility>

using namespace clave;
using namespace clave::test;
using Json = nlohmann::json;

namespace {
/// What a script would know: built from texts alone.
class Listener {
public:
    void hear(std::string_view kind, const std::string& text)
    {
        const auto said = Json::parse(text);
        kinds.emplace_back(kind);
        if (kind == "song")
            head = said;
        else if (kind == "tracks")
            keepOnly(said.at("ids").get<std::vector<std::uint32_t>>());
        else if (kind == "track")
            tracks[said.at("id")] = said;
        else if (kind == "pattern")
            patterns[{said.at("track"), said.at("slot")}] = said.at("pattern");
        else if (kind == "performance")
            performance = said;
    }

    /// Tracks that are not among them are forgotten: a number may come back for another.
    void keepOnly(std::vector<std::uint32_t> all)
    {
        ids = std::move(all);
        const auto isGone = [&](std::uint32_t id) { return std::ranges::find(ids, id) == ids.end(); };
        std::erase_if(tracks, [&](const auto& one) { return isGone(one.first); });
        std::erase_if(patterns, [&](const auto& one) { return isGone(one.first.first); });
    }

    /// The song's file, put together again.
    [[nodiscard]] std::string songFile(const Song& like) const
    {
        Json song = head;
        song.erase("serial");
        for (const auto id : ids) {
            Json track = tracks.at(id);
            const auto count = std::ranges::find(like.tracks, id, &Track::id)->get()->slots.size();
            for (std::size_t slot = 0; slot < count; ++slot) {
                const auto found = patterns.find({id, slot});
                track["patterns"].push_back(found != patterns.end() ? found->second : Json {});
            }
            song["tracks"].push_back(std::move(track));
        }
        return song.dump();
    }

    Json head;
    Json performance;
    std::vector<std::uint32_t> ids;
    std::map<std::uint32_t, Json> tracks;
    std::map<std::pair<std::uint32_t, std::size_t>, Json> patterns;
    std::vector<std::string> kinds;
};

struct Mirrored {
    explicit Mirrored(Song song) : session(std::move(song)), reader(session.published()) { update(); }

    void update(bool keepsExpressions = true)
    {
        listener.kinds.clear();
        mirror.update(*reader.latest(), keepsExpressions,
            [this](std::string_view kind, const std::string& json) { listener.hear(kind, json); });
    }
    /// \return the kinds of what was told of it.
    std::vector<std::string> after(CommandWhat what)
    {
        REQUIRE(session.apply({std::move(what), "test"}));
        update();
        return listener.kinds;
    }

    Session session;
    Published<Snapshot>::Reader reader;
    SongMirror mirror;
    Listener listener;
};
using Kinds = std::vector<std::string>;
}  // namespace

TEST_SUITE("app/scripts/song_mirror")
{
    TEST_CASE("scripts know the song as it is, after any 2000 changes of it")
    {
        Dice dice {17};
        Mirrored song(randomSong(3));
        for (int i = 0; i < 2000; ++i) {
            CAPTURE(i);
            const auto what = randomEdit(dice, *song.session.song(), dice.below(kEditKinds));
            if (!song.session.apply({what, "test"}))
                continue;
            song.update();
            if (i % 20 != 0)
                continue;
            Song expected = *song.session.song();
            expected.scripts.clear();
            const auto known = parseSong(song.listener.songFile(expected), "mirror");
            REQUIRE_MESSAGE(known, known.error().message);
            REQUIRE(*known == expected);
        }
    }

    TEST_CASE("an edit of a step tells one pattern, a new tempo no track")
    {
        Mirrored song(songOf({row("x..."), row("x...")}));
        CHECK(song.listener.kinds.front() == "song");
        CHECK(song.after(ToggleStep {{0, 0}, 2}) == Kinds {"pattern"});
        CHECK(song.after(SetTempo {Tempo::clampedBpm(99)}) == Kinds {"song"});
        CHECK(song.after(Play {}).empty());
        CHECK(song.after(MoveTrack {0, 1}).front() == "tracks");
        Track renamed = *song.session.song()->tracks[0];
        renamed.name = "Lead";
        CHECK(song.after(SetTrack {0, renamed}) == Kinds {"track"});
        CHECK(song.after(SetPattern {{0, 0}, nullptr}) == Kinds {"pattern"});
    }

    TEST_CASE("expressions that nobody said yes to are not told, and then are")
    {
        Song song = songOf({row("x...")});
        auto track = *song.tracks[0];
        auto pattern = *track.slots[0];
        pattern.steps[0].expressions.push_back({Field::Pitch, 0, "__import__('os')"});
        track.slots[0] = std::make_shared<const Pattern>(pattern);
        song.tracks[0] = std::make_shared<const Track>(track);
        SongMirror mirror;
        std::string told;
        const auto snapshot = makeSnapshot(std::make_shared<const Song>(song), {}, 1);
        const auto hear = [&](std::string_view, const std::string& json) { told += json; };
        mirror.update(snapshot, false, hear);
        CHECK(told.find("import") == std::string::npos);
        mirror.update(snapshot, true, hear);
        CHECK(told.find("import") != std::string::npos);
    }

    TEST_CASE("mutes, fill and what plays are told once")
    {
        Session session(songOf({row("x..."), row("x...")}));
        REQUIRE(session.apply({ToggleMute {1}, "test"}));
        Published<Snapshot>::Reader reader(session.published());
        SongMirror mirror;
        Listener listener;
        const auto hear = [&](std::string_view kind, const std::string& json) { listener.hear(kind, json); };
        for (int i = 0; i < 3; ++i)
            mirror.update(*reader.latest(), {true, 0}, hear);
        CHECK(listener.kinds.size() == 1);
        CHECK(listener.performance.at("muted") == std::vector {session.song()->tracks[1]->id});
        CHECK(listener.performance.at("playing") == true);
        CHECK(listener.performance.at("scene") == 0);
    }
}
