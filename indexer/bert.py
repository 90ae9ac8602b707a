"""A BERT on OpenVINO, built straight from its PyTorch weights: fast to start and fast to run.

Imported only where a model is run, as OpenVINO need not be installed. Only embeddings, layers,
mean pooling and a linear head are built; PyTorch remains the reference it is tested against.
Architecture: Devlin et al. 2018, https://arxiv.org/abs/1810.04805.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from indexer.weights import weights

_BATCH = 4  # texts at a time, of about one length: few enough that the cores end together
# A batch a core, not all cores at one: these wait for each other, the longer the busier they are.
_PLAN = {"PERFORMANCE_HINT": "THROUGHPUT"}


class Bert:
    """The mean token vector of each text, or what a linear head makes of it.

    `folder` holds config.json, model.safetensors (word vectors may be left out, see `weights`) and
    tokenizer.json as transformers saves them;
    a text, or pair of texts, is cut to `longest` word pieces; `head` is a safetensors file of
    the weight (outputs, hidden size) and bias (outputs,) of a linear layer. Computes in
    bfloat16 where the processor does. Usable from many threads.

    Raises OSError, KeyError, ValueError, RuntimeError where the files are missing or not a BERT.
    """

    def __init__(self, folder: Path, longest: int, head: Path | None = None) -> None:
        self._tokenizer = Tokenizer.from_buffer((folder / "tokenizer.json").read_bytes())
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.no_padding()
        self._compiled = ov.Core().compile_model(_Graph(folder).model(head), "CPU", _PLAN)
        self._at_once = int(self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        self.outputs = int(self._compiled.output(0).partial_shape[1].get_length())

    def __call__(self, texts: Sequence[str | tuple[str, str]]) -> NDArray[np.float32]:
        """float32, shape (len(texts), self.outputs)."""
        encodings = self._tokenizer.encode_batch(list(texts))
        longest_first = sorted(range(len(texts)), key=lambda row: -len(encodings[row].ids))
        result = np.empty((len(texts), self.outputs), np.float32)

        # Requests of this call, so that threads share none. Waited for, not called back as an
        # AsyncInferQueue does: with Python called from OpenVINO's threads a program's end can hang.
        requests = [self._compiled.create_infer_request() for _ in range(self._at_once)]
        for start in range(0, len(texts), _BATCH * self._at_once):
            begun = []
            for place, request in enumerate(requests):
                first = start + _BATCH * place
                if rows := longest_first[first : first + _BATCH]:
                    request.start_async(_features([encodings[row] for row in rows]))
                    begun.append((request, rows))
            for request, rows in begun:
                request.wait()
                result[rows] = request.get_output_tensor().data
        return result


def _features(encodings: Sequence[Encoding]) -> list[NDArray[np.int32]]:
    """Word pieces, token types and mask, filled up to one length: each (texts, length)."""
    shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
    pieces, types, mask = (np.zeros(shape, np.int32) for _ in range(3))
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        pieces[row, :length] = encoding.ids
        types[row, :length] = encoding.type_ids
        mask[row, :length] = 1
    return [pieces, types, mask]


class _Graph:
    """Builds the network of the BERT in `folder`, operation by operation.

    Shapes in the comments: n texts, t tokens, h heads.
    """

    def __init__(self, folder: Path) -> None:
        self.config = json.loads((folder / "config.json").read_text("utf-8"))
        self.weights = weights(folder)

    def model(self, head: Path | None) -> ov.Model:
        names = ("input_ids", "token_type_ids", "attention_mask")
        pieces, types, mask = inputs = [op.parameter([-1, -1], np.int32, name) for name in names]
        tokens = self._embedded(pieces, types)
        attended = op.unsqueeze(op.convert(mask, "boolean"), [1, 2])  # (n, 1, 1, t)
        for layer in range(self.config["num_hidden_layers"]):
            tokens = self._layer(f"encoder.layer.{layer}", tokens, attended)
        weight = op.unsqueeze(op.convert(mask, "f32"), [2])
        summed = op.reduce_sum(op.multiply(tokens, weight), [1])
        result = op.divide(summed, op.reduce_sum(weight, [1]))
        if head:
            self.weights |= {f"head.{name}": values for name, values in load_file(head).items()}
            result = self._linear("head", result)
        return ov.Model([result], inputs, "bert")

    def _embedded(self, pieces: Any, types: Any) -> Any:
        first, axis = op.constant([0]), op.constant(0)
        length = op.gather(op.shape_of(pieces), op.constant([1]), axis)
        positions = op.slice(
            self._weight("embeddings.position_embeddings.weight"), first, length, op.constant([1])
        )
        words = op.gather(self._weight("embeddings.word_embeddings.weight"), pieces, axis)
        kinds = op.gather(self._weight("embeddings.token_type_embeddings.weight"), types, axis)
        return self._norm("embeddings.LayerNorm", op.add(op.add(words, kinds), positions))

    def _layer(self, name: str, tokens: Any, attended: Any) -> Any:
        query, key, value = (
            self._heads(self._linear(f"{name}.attention.self.{part}", tokens))
            for part in ("query", "key", "value")
        )
        mixed = op.transpose(
            op.scaled_dot_product_attention(query, key, value, attended), [0, 2, 1, 3]
        )
        mixed = op.reshape(mixed, [0, 0, self.config["hidden_size"]], special_zero=True)
        mixed = self._linear(f"{name}.attention.output.dense", mixed)
        tokens = self._norm(f"{name}.attention.output.LayerNorm", op.add(tokens, mixed))
        wide = op.gelu(self._linear(f"{name}.intermediate.dense", tokens), "ERF")
        narrow = self._linear(f"{name}.output.dense", wide)
        return self._norm(f"{name}.output.LayerNorm", op.add(tokens, narrow))

    def _heads(self, tokens: Any) -> Any:
        """(n, t, hidden size) to (n, h, t, hidden size / h)."""
        heads = self.config["num_attention_heads"]
        apart = op.reshape(tokens, [0, 0, heads, -1], special_zero=True)
        return op.transpose(apart, [0, 2, 1, 3])

    def _linear(self, name: str, values: Any) -> Any:
        product = op.matmul(values, self._weight(f"{name}.weight"), False, True)
        return op.add(product, self._weight(f"{name}.bias"))

    def _norm(self, name: str, values: Any) -> Any:
        normal = op.mvn(values, [-1], True, self.config["layer_norm_eps"], "INSIDE_SQRT")
        scaled = op.multiply(normal, self._weight(f"{name}.weight"))
        return op.add(scaled, self._weight(f"{name}.bias"))

    def _weight(self, name: str) -> Any:
        """Kept in the precision it is stored in, so that memory holds it once."""
        return op.convert(op.constant(self.weights[name]), "f32")
