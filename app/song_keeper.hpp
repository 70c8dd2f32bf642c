#pragma once

#include "app/song_keeping.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clave {

class Engine;

/// Does the file work of a face on a thread of its own: opens, saves and imports songs, keeps unsaved changes
/// safe, and knows what was opened lately. Nobody waits for it; what came of a request is read as news.
///
/// The destructor finishes what was asked for. Changes that are not saved then stay in the recovery folder
/// and are offered at the next start; what is saved leaves nothing there. Thread-safe: yes, all.
/// Realtime-safe: no.
class SongKeeper {
public:
    struct Setup {
        std::string songPath;  ///< of the song that the engine began with; empty: it has no file yet
        KeeperPlaces places;
        std::function<void()>
            onNews;  ///< called on the keeper's thread: wakes a face that sleeps; may be empty
        /// Called on the keeper's thread: what others have not put into the song yet comes there now; may be
        /// empty.
        std::function<void()> beforeSaving {};
    };

    /// The engine outlives the keeper. The first news are the changes that an earlier run left unsaved.
    SongKeeper(Engine& engine, Setup setup);
    ~SongKeeper();
    SongKeeper(const SongKeeper&) = delete;
    SongKeeper& operator=(const SongKeeper&) = delete;
    SongKeeper(SongKeeper&&) = delete;
    SongKeeper& operator=(SongKeeper&&) = delete;

    // Requests, done in the order they are made; what they do is said at SongKeeping.
    void open(std::string path);
    void newSong(Song song);
    void save();
    void saveAs(std::string path);
    void recover(Recovery recovery);
    void discard(Recovery recovery);
    /// Keeps unsaved changes now instead of within 30 s.
    void keepNow();

    /// What happened since the last call, oldest first.
    [[nodiscard]] std::vector<FileNews> takeNews();
    /// Whether something asked for is not done yet.
    [[nodiscard]] bool isBusy() const;
    /// The file of a document (Snapshot::document); empty when it has none yet.
    [[nodiscard]] std::string path(DocumentId document) const;
    /// Absolute paths, the newest first.
    [[nodiscard]] std::vector<std::string> recentSongs() const;

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace clave
