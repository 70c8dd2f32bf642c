#include "core/engine/live_keys.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
/// Messages of one input taken at one wake-up, so that a flood on one does not keep the others waiting.
constexpr int kAtOnce = 256;
/// Wake-ups between two looks at whether an input with held keys is still there.
constexpr std::uint64_t kLook = 50;

class FaceSender final : public KeySender {
public:
    FaceSender(const Clock& clock, std::shared_ptr<LiveKeys::Face> face)
        : clock_(clock)
        , face_(std::move(face))
    {
    }
    ~FaceSender() override
    {
        face_->closed.store(true, std::memory_order_release);
        face_->bell->ring();
    }
    FaceSender(const FaceSender&) = delete;
    FaceSender& operator=(const FaceSender&) = delete;
    FaceSender(FaceSender&&) = delete;
    FaceSender& operator=(FaceSender&&) = delete;

    bool trySend(const KeyPress& key) override
    {
        LiveKeys::FaceMessage message;
        message.key = key;
        message.time = key.time ? *key.time : clock_.now();
        return send(message);
    }
    bool tryTest(std::uint8_t port, Channel channel, std::uint8_t pitch, std::uint8_t velocity,
        Nanoseconds length) override
    {
        LiveKeys::FaceMessage message;
        message.key.pitch = pitch;
        message.key.velocity = velocity;
        message.isTest = true;
        message.port = port;
        message.channel = channel;
        message.length = length;
        return send(message);
    }

private:
    bool send(const LiveKeys::FaceMessage& message)
    {
        const bool isSent = face_->queue.tryPush(message);
        face_->bell->ring();
        return isSent;
    }

    const Clock& clock_;
    std::shared_ptr<LiveKeys::Face> face_;
};

/// Clock and active sensing come all the time and say nothing about what is played.
bool isNoise(const Message& message)
{
    constexpr std::uint8_t kActiveSensing = 0xFE;
    return message.bytes[0] == Message::kClock || message.bytes[0] == kActiveSensing;
}
}  // namespace

LiveKeys::LiveKeys(Published<Snapshot>& snapshots, ClockThread& clockThread, LiveQueues::Sender& toClock,
    std::unique_ptr<CommandSender> commands, const Clock& clock)
    : clockThread_(clockThread)
    , clock_(clock)
    , commands_(std::move(commands))
    , snapshots_(snapshots)
    , work_(toClock, *commands_)
{
    thread_ = std::thread([this] { run(); });
}

LiveKeys::~LiveKeys()
{
    stop_.store(true, std::memory_order_release);
    bell_->ring();
    thread_.join();
}

void LiveKeys::setInputs(std::vector<std::unique_ptr<MidiInput>> inputs)
{
    std::vector<Input> fresh;
    for (auto& input : inputs)
        fresh.push_back({std::move(input), 0});
    for (const Input& input : fresh)
        input.input->ringFor(bell_);
    const std::scoped_lock lock(mutex_);
    for (Input& input : fresh)
        input.id = ++sources_;
    for (const Input& old : inputs_)
        gone_.push_back(old.id);
    inputs_.swap(fresh);
}

std::vector<InputState> LiveKeys::inputs() const
{
    const std::scoped_lock lock(mutex_);
    std::vector<InputState> states;
    for (const Input& input : inputs_)
        states.push_back({input.input->name(), input.input->report()});
    return states;
}

std::vector<HeardMessage> LiveKeys::recentInput() const
{
    const std::scoped_lock lock(mutex_);
    return {recent_.begin(), recent_.end()};
}

std::unique_ptr<KeySender> LiveKeys::makeSender(std::unique_ptr<CommandSender> commands)
{
    auto face = std::make_shared<Face>(std::move(commands), bell_);
    const std::scoped_lock lock(mutex_);
    face->id = ++sources_;
    faces_.push_back(face);
    return std::make_unique<FaceSender>(clock_, std::move(face));
}

std::bitset<128> LiveKeys::keysHeld() const noexcept
{
    std::bitset<128> keys {highKeys_.load(std::memory_order_acquire)};
    return keys << 64 | std::bitset<128> {lowKeys_.load(std::memory_order_acquire)};
}

void LiveKeys::run() noexcept
{
    TimePoint deadline = clock_.now();
    while (!stop_.load(std::memory_order_acquire)) {
        deadline += isIdle_ ? kIdleInterval : kInterval;
        const bool isWoken = isIdle_ && bell_->waitFor(deadline - clock_.now());
        if (!isWoken)
            clock_.sleepUntil(deadline);
        const TimePoint now = clock_.now();
        if (isWoken || now > deadline + 10 * kInterval)  // do not make up for what was missed
            deadline = now;
        const Snapshot* const snapshot = snapshots_.latest();
        if (snapshot == nullptr)
            continue;
        ++wakeUps_;
        // The clock's place first: keys are placed by it.
        const bool isRecording = work_.isRecording(*snapshot);
        if (isRecording && clockThread_.wakeUps() != statusSeen_) {
            const ClockStatus status = clockThread_.status();
            statusSeen_ = status.wakeUps;
            work_.follow(status, *snapshot);
        }
        {
            const std::scoped_lock lock(mutex_);
            takeInputs(*snapshot, now);
            takeFaces(*snapshot, now);
        }
        work_.retry();
        if (playedAt_ == now)
            clockThread_.wake();
        showKeys();
        isIdle_ = now - playedAt_ > kIdleAfter && !isRecording;
    }
    if (const Snapshot* const snapshot = snapshots_.latest()) {
        const std::scoped_lock lock(mutex_);
        for (const Input& input : inputs_)
            work_.letGo(input.id, clock_.now(), *snapshot, *commands_);
        for (const auto& face : faces_)
            work_.letGo(face->id, clock_.now(), *snapshot, *face->commands);
    }
}

void LiveKeys::takeInputs(const Snapshot& snapshot, TimePoint now)
{
    for (const LiveWork::SourceId old : std::exchange(gone_, {}))
        work_.letGo(old, now, snapshot, *commands_);
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
        ReceivedMessage heard;
        for (int left = kAtOnce; left > 0 && inputs_[i].input->tryPop(heard); --left) {
            if (isNoise(heard.message))
                continue;
            note(i, heard);
            playedAt_ = now;
            work_.hear(inputs_[i].id, heard, snapshot);
        }
    }
    if (isIdle_ || wakeUps_ % kLook == 0)
        letGoOfLost(snapshot, now);
}

void LiveKeys::letGoOfLost(const Snapshot& snapshot, TimePoint now)
{
    for (const Input& input : inputs_) {
        if (work_.holds(input.id) && !input.input->report().open)
            work_.letGo(input.id, now, snapshot, *commands_);
    }
}

void LiveKeys::takeFaces(const Snapshot& snapshot, TimePoint now)
{
    std::erase_if(faces_, [&](const std::shared_ptr<Face>& face) {
        const bool isClosed = face->closed.load(std::memory_order_acquire);  // before the last is taken
        FaceMessage message;
        while (face->queue.tryPop(message)) {
            const KeyPress& key = message.key;
            playedAt_ = now;
            if (message.isTest)
                work_.test(
                    message.port, Message::noteOn(message.channel, key.pitch, key.velocity), message.length);
            else
                work_.press(face->id, key, message.time, snapshot, *face->commands);
        }
        if (isClosed)
            work_.letGo(face->id, now, snapshot, *face->commands);
        return isClosed;
    });
}

void LiveKeys::note(std::size_t input, const ReceivedMessage& heard)
{
    recent_.push_back({++heard_, input, heard.time, heard.message});
    if (recent_.size() > kRecent)
        recent_.pop_front();
}

void LiveKeys::showKeys()
{
    const std::bitset<128> keys = work_.keysHeld();
    const std::bitset<128> low {UINT64_MAX};
    lowKeys_.store((keys & low).to_ullong(), std::memory_order_release);
    highKeys_.store((keys >> 64).to_ullong(), std::memory_order_release);
}

}  // namespace clave
