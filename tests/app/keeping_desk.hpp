#pragma once

#include "app/song_keeping.hpp"
#include "core/io/song_file.hpp"

#include "tests/support/temp_folder.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clave::test {

/// What the engine does with songs, as far as keeping is concerned: edits, openings, undo.
class FakeHolder final : public SongHolder {
public:
    explicit FakeHolder(Song song) : held_ {std::make_shared<const Song>(std::move(song)), 0}
    {
        saved_[0] = held_.song;
    }
    [[nodiscard]] Held current() override { return held_; }
    [[nodiscard]] bool replace(const SongPtr& song, DocumentId document) override
    {
        if (refuses)
            return false;
        history_.push_back(held_);
        held_ = {song, document};
        return true;
    }
    [[nodiscard]] SongPtr nameScripts(const std::vector<ScriptRef>& scripts) override
    {
        Song song = *held_.song;
        song.scripts = scripts;
        held_.song = std::make_shared<const Song>(std::move(song));
        return held_.song;
    }
    void markSaved(const SongPtr& song, DocumentId document) override { saved_[document] = song; }

    void edit(const std::string& name)
    {
        history_.push_back(held_);
        Song song = *held_.song;
        song.name = name;
        held_.song = std::make_shared<const Song>(std::move(song));
    }
    void undo()
    {
        held_ = history_.back();
        history_.pop_back();
    }
    [[nodiscard]] bool isModified() { return saved_[held_.document] != held_.song; }
    [[nodiscard]] const std::string& name() const { return held_.song->name; }

    bool refuses = false;

private:
    Held held_;
    std::vector<Held> history_;
    std::map<DocumentId, SongPtr> saved_;
};

inline Song named(const std::string& name)
{
    Song song = newSong();
    song.name = name;
    return song;
}

/// Somebody at Clave, with a home of their own. What they keep outlives a run.
class Desk {
public:
    using What = FileNews::What;

    Desk() { start(""); }

    /// Another run of Clave, with the song of that file, or a fresh one. An earlier run just ends, as by a
    /// crash.
    void start(const std::string& path)
    {
        keeping.reset();
        auto song = path.empty() ? Result<Song> {named("Fresh")} : loadSong(path);
        holder = std::make_unique<FakeHolder>(song ? *song : named("Fresh"));
        keeping = std::make_unique<SongKeeping>(*holder, places(), path);
        keeping->begin();
    }
    [[nodiscard]] KeeperPlaces places() const
    {
        return {folder.file("state/recovery"), folder.file("config/settings.json")};
    }
    /// A song file.
    std::string songFile(const std::string& file, const std::string& name) const
    {
        return folder.write(file, songText(named(name)));
    }
    [[nodiscard]] std::string nameIn(const std::string& file) const
    {
        const auto song = loadSong(folder.file(file));
        return song ? song->name : song.error().message;
    }
    /// The one thing that happened last; a bare `What` that never comes when nothing, or more, did.
    [[nodiscard]] FileNews only()
    {
        auto news = keeping->takeNews();
        return news.size() == 1
            ? news.front()
            : FileNews {What::NotKept, std::to_string(news.size()) + " news", {}, {}, {}, {}};
    }
    [[nodiscard]] std::vector<std::string> kept() const
    {
        auto names = folder.names();
        std::erase_if(names, [](const std::string& name) { return !name.starts_with("state/"); });
        return names;
    }
    /// Time goes on by so many seconds, looked at in each.
    void pass(int seconds)
    {
        for (int i = 0; i < seconds; ++i)
            keeping->look(now += std::chrono::seconds {1});
    }

    TempFolder folder;
    TimePoint now {std::chrono::hours {1}};
    std::unique_ptr<FakeHolder> holder;
    std::unique_ptr<SongKeeping> keeping;
};

}  // namespace clave::test
