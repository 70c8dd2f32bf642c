#include "app/song_keeper.hpp"

#include "core/engine/engine.hpp"
#include "core/engine/gestures.hpp"
#include "core/time/steady_clock.hpp"

#include <semaphore.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>

namespace clave {
namespace {
/// The engine as whoever holds the song. Used by the keeper's thread alone, once that runs.
class EngineHolder final : public SongHolder {
public:
    explicit EngineHolder(Engine& engine) : engine_(engine), sender_(engine.makeSender("files")) {}

    [[nodiscard]] Held current() override
    {
        Published<Snapshot>::Reader reader(engine_.snapshots());
        while (true) {
            if (const Snapshot* const snapshot = reader.latest(); snapshot != nullptr)
                return {snapshot->song, snapshot->document};
            pause();
        }
    }

    [[nodiscard]] bool replace(const SongPtr& song, DocumentId document) override
    {
        if (!sender_->trySend(ReplaceSong {song, document}))
            return false;
        for (int i = 0; i < kPatience; ++i) {
            if (current().document == document)
                return true;
            pause();
        }
        return false;
    }

    [[nodiscard]] SongPtr nameScripts(const std::vector<ScriptRef>& scripts) override
    {
        if (!sender_->trySend(SetScripts {scripts}, kJoinsNewest))
            return nullptr;
        for (int i = 0; i < kPatience; ++i) {
            if (const auto song = current().song; song->scripts == scripts)
                return song;
            pause();
        }
        return nullptr;
    }

    void markSaved(const SongPtr& song, DocumentId document) override { engine_.markSaved(song, document); }

private:
    static constexpr int kPatience = 1000;  // a session that takes a second for a song has a deeper trouble

    void pause() const noexcept { clock_.sleepUntil(clock_.now() + std::chrono::milliseconds {1}); }

    SteadyClock clock_;
    Engine& engine_;
    std::unique_ptr<CommandSender> sender_;
};
}  // namespace

class SongKeeper::Worker {
public:
    using Job = std::function<void(SongKeeping&)>;

    Worker(Engine& engine, Setup setup)
        : onNews_(std::move(setup.onNews))
        , beforeSaving_(std::move(setup.beforeSaving))
        , holder_(engine)
        , keeping_(holder_, std::move(setup.places), std::move(setup.songPath))
    {
        sem_init(&wake_, 0, 0);
        share();
        ask(&SongKeeping::begin);
        thread_ = std::thread([this] { run(); });
    }
    ~Worker()
    {
        stop_.store(true, std::memory_order_release);
        sem_post(&wake_);
        thread_.join();
        sem_destroy(&wake_);
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    Worker(Worker&&) = delete;
    Worker& operator=(Worker&&) = delete;

    void ask(Job job)
    {
        {
            const std::scoped_lock lock(mutex_);
            jobs_.push_back(std::move(job));
        }
        sem_post(&wake_);
    }
    void askToSave(Job save)
    {
        ask([this, save = std::move(save)](SongKeeping& keeping) {
            if (beforeSaving_)
                beforeSaving_();
            save(keeping);
        });
    }
    [[nodiscard]] std::vector<FileNews> takeNews()
    {
        const std::scoped_lock lock(mutex_);
        return std::exchange(news_, {});
    }
    [[nodiscard]] bool isBusy() const
    {
        const std::scoped_lock lock(mutex_);
        return !jobs_.empty();
    }
    [[nodiscard]] std::string path(DocumentId document) const
    {
        const std::scoped_lock lock(mutex_);
        const auto found = paths_.find(document);
        return found == paths_.end() ? std::string {} : found->second;
    }
    [[nodiscard]] std::vector<std::string> recentSongs() const
    {
        const std::scoped_lock lock(mutex_);
        return recent_;
    }

private:
    void run()
    {
        constexpr Nanoseconds kLookEvery = std::chrono::seconds {1};
        const SteadyClock clock;
        while (!stop_.load(std::memory_order_acquire)) {
            (void)waitUntil(wake_, clock.now() + kLookEvery);
            doJobs();
            keeping_.look(clock.now());
            share();
        }
        doJobs();
        keeping_.keepNow();
    }

    /// A job leaves the list when it is done and its news are there, so that nobody takes it for done before.
    void doJobs()
    {
        while (true) {
            Job job;
            {
                const std::scoped_lock lock(mutex_);
                if (jobs_.empty())
                    return;
                job = jobs_.front();
            }
            job(keeping_);
            share(true);
        }
    }

    void share(bool isJobDone = false)
    {
        auto news = keeping_.takeNews();
        {
            const std::scoped_lock lock(mutex_);
            paths_ = keeping_.paths();
            recent_ = keeping_.recentSongs();
            std::ranges::move(news, std::back_inserter(news_));
            if (isJobDone)
                jobs_.pop_front();
        }
        if (onNews_ && (isJobDone || !news.empty()))
            onNews_();
    }

    std::function<void()> onNews_;
    const std::function<void()> beforeSaving_;
    EngineHolder holder_;
    SongKeeping keeping_;
    sem_t wake_ {};
    std::atomic<bool> stop_ {false};
    mutable std::mutex mutex_;  ///< of all below
    std::deque<Job> jobs_;
    std::vector<FileNews> news_;
    std::map<DocumentId, std::string> paths_;
    std::vector<std::string> recent_;
    std::thread thread_;
};

SongKeeper::SongKeeper(Engine& engine, Setup setup)
    : worker_(std::make_unique<Worker>(engine, std::move(setup)))
{
}

SongKeeper::~SongKeeper() = default;

void SongKeeper::open(std::string path)
{
    worker_->ask([path = std::move(path)](SongKeeping& keeping) { keeping.open(path); });
}

void SongKeeper::newSong(Song song)
{
    worker_->ask([song = std::move(song)](SongKeeping& keeping) { keeping.newSong(song); });
}

void SongKeeper::save()
{
    worker_->askToSave(&SongKeeping::save);
}

void SongKeeper::saveAs(std::string path)
{
    worker_->askToSave([path = std::move(path)](SongKeeping& keeping) { keeping.saveAs(path); });
}

void SongKeeper::recover(Recovery recovery)
{
    worker_->ask([recovery = std::move(recovery)](SongKeeping& keeping) { keeping.recover(recovery); });
}

void SongKeeper::discard(Recovery recovery)
{
    worker_->ask([recovery = std::move(recovery)](SongKeeping& keeping) { keeping.discard(recovery); });
}

void SongKeeper::keepNow()
{
    worker_->ask(&SongKeeping::keepNow);
}

std::vector<FileNews> SongKeeper::takeNews()
{
    return worker_->takeNews();
}

bool SongKeeper::isBusy() const
{
    return worker_->isBusy();
}

std::string SongKeeper::path(DocumentId document) const
{
    return worker_->path(document);
}

std::vector<std::string> SongKeeper::recentSongs() const
{
    return worker_->recentSongs();
}

}  // namespace clave
