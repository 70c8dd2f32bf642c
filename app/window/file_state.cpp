#include "app/window/file_state.hpp"

#include <fmt/format.h>

#include <chrono>

namespace clave {
namespace {
constexpr Nanoseconds kReadingTime = std::chrono::seconds {15};

std::string withNotes(const FileNews& news)
{
    if (news.notes.empty())
        return news.sentence;
    const auto more = news.notes.size() - 1;
    return more == 0 ? fmt::format("{} {}", news.sentence, news.notes.front())
                     : fmt::format("{} {} (and {} more)", news.sentence, news.notes.front(), more);
}
}  // namespace

std::string FileState::take(const FileNews& news, TimePoint now)
{
    using What = FileNews::What;
    using Kind = Notice::Kind;
    switch (news.what) {
    case What::Opened:
    case What::Imported:
    case What::New:
    case What::Recovered:
        notOpened_.reset();
        trouble_.reset();
        return withNotes(news);
    case What::Saved:
        trouble_.reset();
        // What was left of this song by an earlier run has been decided against.
        std::erase_if(recoveries_, [&](const Recovery& left) {
            const bool isOver = !left.songPath.empty() && left.songPath == rememberedName(news.path);
            if (isOver)
                superseded_.push_back(left);
            return isOver;
        });
        return news.sentence;
    case What::NotOpened:
        notOpened_ = Notice {Kind::Error, news.sentence, "Open another", "open", nextTopic()};
        notOpenedUntil_ = now + kReadingTime;
        return {};
    case What::NotSaved:
    case What::NeedsName:
        trouble_ = Notice {Kind::Error, news.sentence, "Save as", "save-as", nextTopic()};
        return {};
    case What::SaveAgain:
        trouble_ = Notice {Kind::Warning, news.sentence, "Save", "save", nextTopic()};
        return {};
    case What::NotKept:
        trouble_ = Notice {Kind::Warning, news.sentence, "Save", "save", nextTopic()};
        return {};
    case What::RecoveryFound:
        if (news.recovery)
            recoveries_.push_back(*news.recovery);
        return {};
    }
    return {};
}

std::vector<Notice> FileState::notices(TimePoint now) const
{
    std::vector<Notice> notices;
    if (trouble_)
        notices.push_back(*trouble_);
    if (notOpened_ && now < notOpenedUntil_)
        notices.push_back(*notOpened_);
    if (!recoveries_.empty())
        notices.push_back({Notice::Kind::Info, sentence(recoveries_.front()), "Open it", "take-recovery",
            recoveries_.front().file, "Delete it", "drop-recovery"});
    return notices;
}

void FileState::answerRecovery()
{
    if (!recoveries_.empty())
        recoveries_.pop_front();
}

}  // namespace clave
