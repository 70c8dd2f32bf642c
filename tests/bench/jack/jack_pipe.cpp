// A MIDI device on a JACK server as two streams of text, so that a test in another language can play any
// device: clave_jack_pipe --help
#include "core/rt/queue.hpp"

#include "tests/support/input_lines.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <jack/jack.h>
#include <jack/midiport.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace clave;

namespace {

/// Some bytes of a message that came or is to leave.
struct Piece {
    std::uint32_t frame = 0;
    std::uint8_t size = 0;
    bool isEnd = true;
    bool isOurs = false;  ///< it left, and that is told
    std::array<std::uint8_t, 25> bytes {};
};

/// Controllers that are sent as fast as asked for, each with another value.
struct Flood {
    std::atomic<std::uint32_t> perSecond {0};
    std::atomic<std::uint64_t> left {0};
    std::uint8_t controller = 0x14;
    double owed = 0.0;  ///< of the server's thread, as the next one
    std::uint8_t value = 0;
};

class Pipe {
public:
    bool open(const std::string& client, const std::string& out, const std::string& in)
    {
        client_ = jack_client_open(client.c_str(), JackNoStartServer, nullptr);
        if (client_ == nullptr)
            return false;
        out_ = jack_port_register(client_, out.c_str(), JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
        in_ = jack_port_register(client_, in.c_str(), JACK_DEFAULT_MIDI_TYPE, JackPortIsInput, 0);
        jack_set_process_callback(
            client_,
            [](jack_nframes_t frames, void* self) { return static_cast<Pipe*>(self)->process(frames); },
            this);
        jack_on_shutdown(client_, [](void* self) { static_cast<Pipe*>(self)->isOver_ = true; }, this);
        return out_ != nullptr && in_ != nullptr && jack_activate(client_) == 0;
    }
    ~Pipe()
    {
        if (client_ != nullptr && !isOver_)
            jack_client_close(client_);
    }
    Pipe() = default;
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    Pipe(Pipe&&) = delete;
    Pipe& operator=(Pipe&&) = delete;

    void obey(std::string_view line)
    {
        if (line.starts_with("send "))
            send(line.substr(5));
        else if (line.starts_with("flood ")) {
            std::uint32_t perSecond = 0;
            std::uint64_t count = 0;
            const auto* const end = line.data() + line.size();
            const auto first = std::from_chars(line.data() + 6, end, perSecond);
            const auto second = std::from_chars(std::min(first.ptr + 1, end), end, count);
            std::from_chars(std::min(second.ptr + 1, end), end, flood_.controller, 16);
            flood_.perSecond = perSecond;
            flood_.left = count;
        } else if (line == "now") {
            fmt::print("now {} {} {}\n", jack_frame_time(client_), flood_.left.load(), unsent_.load());
        }
    }

    /// Prints what came and what left.
    void tell()
    {
        Piece piece;
        while (told_.tryPop(piece)) {
            for (std::size_t i = 0; i < piece.size; ++i)
                fmt::format_to(std::back_inserter(text_), "{:02x}", piece.bytes[i]);
            if (piece.isEnd) {
                fmt::print("{} {} {}\n", piece.isOurs ? "out" : "in", piece.frame, text_);
                text_.clear();
            }
        }
        std::fflush(stdout);
    }

    [[nodiscard]] bool isOver() const noexcept { return isOver_; }

private:
    void send(std::string_view hex)
    {
        Piece piece;
        piece.isEnd = false;
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
            std::from_chars(hex.data() + i, hex.data() + i + 2, piece.bytes[piece.size++], 16);
            piece.isEnd = i + 3 >= hex.size();
            if (piece.isEnd || piece.size == piece.bytes.size()) {
                (void)asked_.tryPush(piece);
                piece.size = 0;
            }
        }
    }

    void tell(std::uint32_t frame, std::span<const std::uint8_t> bytes, bool isOurs)
    {
        while (!bytes.empty()) {
            Piece piece;
            piece.frame = frame;
            piece.isOurs = isOurs;
            piece.size = static_cast<std::uint8_t>(std::min(bytes.size(), piece.bytes.size()));
            std::copy_n(bytes.begin(), piece.size, piece.bytes.begin());
            bytes = bytes.subspan(piece.size);
            piece.isEnd = bytes.empty();
            (void)told_.tryPush(piece);
        }
    }

    int process(jack_nframes_t frames)
    {
        const std::uint32_t begin = jack_last_frame_time(client_);
        void* const heard = jack_port_get_buffer(in_, frames);
        for (std::uint32_t i = 0; i < jack_midi_get_event_count(heard); ++i) {
            jack_midi_event_t event {};
            if (jack_midi_event_get(&event, heard, i) == 0)
                tell(begin + event.time, {event.buffer, event.size}, false);
        }
        void* const buffer = jack_port_get_buffer(out_, frames);
        jack_midi_clear_buffer(buffer);
        Piece piece;
        while (asked_.tryPop(piece)) {
            whole_.insert(whole_.end(), piece.bytes.begin(), piece.bytes.begin() + piece.size);
            if (!piece.isEnd)
                continue;
            if (jack_midi_event_write(buffer, 0, whole_.data(), whole_.size()) != 0)
                ++unsent_;
            tell(begin, whole_, true);
            whole_.clear();
        }
        flood(buffer, frames);
        return 0;
    }

    void flood(void* buffer, jack_nframes_t frames)
    {
        if (flood_.left == 0)
            return;
        flood_.owed += static_cast<double>(flood_.perSecond) * frames / jack_get_sample_rate(client_);
        const auto due = static_cast<std::uint32_t>(flood_.owed);
        flood_.owed -= due;
        for (std::uint32_t i = 0; i < due && flood_.left > 0; ++i, --flood_.left) {
            flood_.value = static_cast<std::uint8_t>((flood_.value + 1) % 128);
            const std::array<std::uint8_t, 3> message {0xB0, flood_.controller, flood_.value};
            if (jack_midi_event_write(buffer, i * frames / due, message.data(), message.size()) != 0)
                ++unsent_;
        }
    }

    jack_client_t* client_ = nullptr;
    jack_port_t* out_ = nullptr;
    jack_port_t* in_ = nullptr;
    Queue<Piece> asked_ {1U << 12U};
    Queue<Piece> told_ {1U << 16U};
    std::vector<std::uint8_t> whole_;
    Flood flood_;
    std::atomic<std::uint64_t> unsent_ {0};
    std::atomic<bool> isOver_ {false};
    std::string text_;
};
}  // namespace

int main(int count, char** words)
{
    CLI::App app {
        "A MIDI device on JACK as text. Prints \"ready\", then \"in FRAME BYTES\" for what it gets and "
        "\"out FRAME BYTES\" for what has left; obeys \"send BYTES\", "
        "\"flood PER-SECOND COUNT CONTROLLER\" (in "
        "hexadecimal) and \"now\" on standard input, whose end is its own.",
        "clave_jack_pipe"};
    std::string client = "device";
    std::string out = "out";
    std::string in = "in";
    app.add_option("--client", client, "JACK name of this client");
    app.add_option("--out", out, "Its port that sends");
    app.add_option("--in", in, "Its port that listens");
    CLI11_PARSE(app, count, words);
    signal(SIGPIPE, SIG_IGN);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
    Pipe pipe;
    if (!pipe.open(client, out, in)) {
        fmt::print(stderr, "clave_jack_pipe: no JACK server answers\n");
        return 1;
    }
    fmt::print("ready\n");
    std::string rest;
    while (!pipe.isOver()) {
        pollfd wanted {STDIN_FILENO, POLLIN, 0};
        if (poll(&wanted, 1, 1) > 0
            && !clave::test::takeLines(rest, [&pipe](std::string_view line) { pipe.obey(line); }))
            break;
        pipe.tell();
    }
    return 0;
}
